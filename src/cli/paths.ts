/** Files of a project as other programs find them. */
import { relative, sep } from 'node:path';

/** The path of a file from the folder that the command runs in, parted by "/". @param files paths by names. */
export function pathFromHere(files: ReadonlyMap<string, string>): (file: string) => string {
  return (file) => relative('.', files.get(file) ?? file).split(sep).join('/');
}
