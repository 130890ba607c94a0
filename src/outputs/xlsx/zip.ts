/** A ZIP archive written piece by piece; the same entries give the same bytes. */
import { Zip, ZipDeflate } from 'fflate';

const PIECE_LENGTH = 1 << 16;

export interface ZipEntry { readonly name: string; readonly pieces: Iterable<string> }

/** Entries are asked for one after the other, each when the one before it is complete. */
export function* renderZip(entries: Iterable<ZipEntry>): Generator<Uint8Array> {
  const firstDay = new Date(1980, 0, 1); // of ZIP, which has local times: the same in every zone
  let ready: Uint8Array[] = [];
  const take = (): Uint8Array[] => { const taken = ready; ready = []; return taken; };
  const encoder = new TextEncoder(), zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const { name, pieces } of entries) {
    // At level 6 the sheets of a large report take half as long again, and are a tenth smaller.
    const file = new ZipDeflate(name, { level: 3 });
    file.mtime = firstDay;
    zip.add(file);
    for (const text of inLongPieces(pieces)) {
      file.push(encoder.encode(text));
      yield* take();
    }
    file.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

/** Rows of a sheet are short, and each call of the encoder has its price. */
function* inLongPieces(pieces: Iterable<string>): Generator<string> {
  let waiting: string[] = [], length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE_LENGTH) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  yield waiting.join('');
}
