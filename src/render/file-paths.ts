/** Files as other programs name them, which compare names instead of asking a file system. */

/** Without `.` and empty parts: `./a//b` is `a/b`. */
export function tidyPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const tidy = parts.join('/');
  return path.startsWith('/') ? `/${tidy}` : tidy === '' ? '.' : tidy;
}

/** A URI reference (RFC 3986), relative where the path is. */
export function uriOf(path: string): string {
  const encoded = tidyPath(path).split('/').map(encodePart).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Half a surrogate pair has no UTF-8. */
function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));
}
