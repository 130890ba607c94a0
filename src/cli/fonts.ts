/** The fonts of this machine that can draw Chinese names. */
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Linux, macOS and Windows keep fonts. */
const FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts'), join(homedir(), '.fonts'), '/System/Library/Fonts', '/Library/Fonts', join(homedir(), 'Library/Fonts'), join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts')];

/** File names of families without serifs, those that look best first; each with its regular and bold face. The last have no Chinese. */
const FAMILIES = [
  /^NotoSans(CJK|SC)(sc)?-(Regular|Bold)\.(ttc|otf|ttf)$/i, /^SourceHanSans(SC|CN|HWSC)?-(Regular|Bold)\.(ttc|otf|ttf)$/i, /^msyh(bd)?\.tt[cf]$/i, /^PingFang\.ttc$/i, /^Hiragino Sans GB\.ttc$/i, /^STHeiti (Light|Medium)\.ttc$/i,
  /^wqy-microhei\.ttc$/i, /^wqy-zenhei\.ttc$/i, /^simhei\.ttf$/i, /^DroidSansFallback(Full)?\.ttf$/i,
  /^LiberationSans-(Regular|Bold)\.ttf$/i, /^arial(bd)?\.ttf$/i, /^DejaVuSans(-Bold)?\.ttf$/i,
];

/** The files of the best family that is installed, whole; none where there is none. */
export function readFonts(folders: readonly string[] = FOLDERS): Uint8Array[] {
  const files = folders.flatMap(filesBelow);
  const family = FAMILIES.find((pattern) => files.some(({ name }) => pattern.test(name)));
  return family === undefined ? [] : files.filter(({ name }) => family.test(name)).sort((a, b) => Number(isBold(a.name)) - Number(isBold(b.name))).map(({ path }) => readFileSync(path));
}

function isBold(name: string): boolean {
  return /bold|medium|bd\./i.test(name);
}

function filesBelow(folder: string): { name: string; path: string }[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
  } catch {
    return []; // not there, or not ours to read
  }
}
