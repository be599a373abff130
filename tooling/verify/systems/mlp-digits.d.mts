declare const system: { readonly bar: number; run(context: { log(line: string): void }): Promise<number> };
export default system;
