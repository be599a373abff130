/** Declares one test per example of the package in `folder` and of the `extra` Markdown files (paths from `folder`). */
export function testExamples(folder: string, options?: { readonly extra?: readonly string[] }): void;
