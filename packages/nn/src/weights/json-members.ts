/**
 * The members of an object in valid JSON text, name and text of the value, in one pass: JSON.parse keeps the last of equal names, and
 * a document with a name twice means different things to different readers.
 *
 * @param text `{ ... }`, already known to be JSON
 * @param refuse called with a name that stands twice
 */
export function jsonMembers(text: string, refuse: (name: string) => never): Map<string, string> {
  const members = new Map<string, string>();
  let depth = 0;
  let inString = false;
  let start = -1;
  let name: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') {
        inString = false;
        if (depth === 1 && name === undefined) name = JSON.parse(text.slice(start, i + 1)) as string;
      }
    } else if (c === '"') {
      inString = true;
      if (depth === 1 && name === undefined) start = i;
    } else if (c === ':' && depth === 1) {
      start = i + 1;
    } else if (c === '{' || c === '[') {
      depth++;
    } else if (c === '}' || c === ']' || (c === ',' && depth === 1)) {
      if (depth === 1 && name !== undefined) {
        if (members.has(name)) refuse(name);
        members.set(name, text.slice(start, i).trim());
        name = undefined;
      }
      if (c !== ',') depth--;
    }
  }
  return members;
}
