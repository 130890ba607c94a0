/** The OpenStreetMap files of a project: each is parsed once, however many layers name it. */
import type { Findings } from '../core/problems.ts';
import type { NamedFile } from './files.ts';
import { busOfOsm, type OsmBus } from './osm-bus.ts';
import { readOsm, type OsmData } from './osm-data.ts';
import { readOsmMapping, type OsmMapping } from './osm-mapping.ts';
import type { LayerSource } from './project.ts';

/** Whether a file is an OpenStreetMap extract, by its ending. */
export function isOsm({ path }: NamedFile): boolean {
  return /\.(osm|osm\.gz|osm\.pbf|pbf)$/i.test(path);
}

export class OsmFiles {
  readonly #findings: Findings;
  readonly #mappings = new Map<LayerSource, OsmMapping>();
  readonly #parsed = new Map<string, Promise<OsmData | undefined>>();
  readonly #bus = new Map<string, OsmBus & { readonly sha256: string }>();
  readonly #keys: readonly string[];

  /** @param facilities their mappings say which tags the files are read for; faults go to `findings`. */
  constructor(facilities: readonly LayerSource[], findings: Findings) {
    this.#findings = findings;
    for (const source of facilities.filter(({ file }) => isOsm(file))) {
      const mapping = findings.collect(() => readOsmMapping(source, findings));
      if (mapping) this.#mappings.set(source, mapping);
    }
    this.#keys = [...new Set([...this.#mappings.values()].flatMap(({ keys }) => keys))];
  }

  /**
   * What is in a file; undefined where it cannot be read.
   * @param findings told, when it is parsed, of what is wrong with it.
   */
  async read(file: NamedFile, findings = this.#findings): Promise<OsmData | undefined> {
    const parsed = this.#parsed.get(file.path) ?? findings.collectLater(() => readOsm(file, findings, this.#keys));
    this.#parsed.set(file.path, parsed);
    return await parsed;
  }

  /** The bus lines and stops of a file, made once; undefined where it cannot be read, which is noted once. */
  async readBus(file: NamedFile): Promise<(OsmBus & { readonly sha256: string }) | undefined> {
    const osm = await this.read(file);
    if (osm === undefined) return undefined;
    const bus = this.#bus.get(file.path) ?? { ...busOfOsm(osm, file, this.#findings), sha256: osm.sha256 };
    this.#bus.set(file.path, bus);
    return bus;
  }

  /** The mapping of a facilities file; undefined where it has faults, which are noted. */
  mappingOf(source: LayerSource): OsmMapping | undefined { return this.#mappings.get(source); }
}
