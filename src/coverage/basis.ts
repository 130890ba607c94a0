/**
 * What an answer hangs on, as a digest. Two results with the same basis of a service have the same answers to it, so that the
 * second need not search for them. It is made of the version of the program, the settings of the project, the bytes of the
 * network, the buses and the settlements, the row of the checklist, and the facilities that count, each with its id and its
 * place to the last decimal. What a facility is called, or another type that it has, is not in it and changes no answer.
 */
import { capacityRuleOf } from '../inputs/capacity-rules.ts';
import type { Indicator, Service, Table } from '../inputs/checklist.ts';
import { digestOf } from '../inputs/digest.ts';
import type { Facility } from '../inputs/facilities.ts';
import { isOsm } from '../inputs/osm-files.ts';
import type { Project } from '../inputs/project.ts';
import type { InputFile } from '../inputs/read-inputs.ts';
import { demandOf } from './assess.ts';
import { HUB_TYPES } from './bus-stops.ts';
import { countsFor, isInData, isInUse, isOfType, type Demand } from './measure.ts';

/** Layers that every answer hangs on. */
const OF_ALL: ReadonlySet<InputFile['layer']> = new Set(['settlements', 'walk', 'busLines', 'busStops', 'gtfs']);

/** The bases of one project. */
export class Bases {
  readonly #ground: string;
  readonly #facilities: readonly Facility[];
  readonly #digests: (string | undefined)[] = [];

  /** @param tool name and version of the program; @param facilities sorted by id: of two as near the first serves. */
  constructor(tool: string, { settings }: Pick<Project, 'settings'>, inputs: readonly InputFile[], facilities: readonly Facility[]) {
    const isOfAll = ({ layer }: InputFile): boolean => OF_ALL.has(layer);
    // The mapping of facilities says which tags are kept of an OpenStreetMap file, and this may hold the other layers as well.
    const hasExtract = inputs.some((input) => isOfAll(input) && isOsm({ name: input.file, path: input.file }));
    this.#ground = digestOf([tool, settings, inputs.filter((input) => isOfAll(input) || (hasExtract && input.layer === 'mapping')).map(({ layer, sha256 }) => [layer, sha256])]);
    this.#facilities = facilities;
  }

  /** Of a service as the settlements of a table have it; undefined for one with a capacity rule: the capacities and people of all tables decide it, and it is measured each time. */
  ofService({ id, kinds }: Table, service: Service): string | undefined {
    if (capacityRuleOf(service) !== null) return undefined;
    const { types, ...demand } = demandOf(service);
    return digestOf([this.#ground, id, kinds, service.id, service.class, demand, this.#ofTypes(types, (f) => countsFor({ types, ...demand }, f))]);
  }

  /** Of the shares of an indicator; undefined for supply, which is counted and not searched for. */
  ofIndicator(indicator: Indicator): string | undefined {
    if (indicator.kind === 'supply') return undefined;
    if (indicator.kind === 'stop') return digestOf([this.#ground, indicator]);
    const { minimumSquareMetres } = indicator;
    return digestOf([this.#ground, indicator, indicator.groups.map((group) => {
      const demand: Pick<Demand, 'types' | 'minimumSquareMetres'> = { types: new Set(group), minimumSquareMetres };
      return this.#ofTypes(demand.types, (f) => countsFor(demand, f));
    })]);
  }

  /** Of the bus stop of every settlement: how far an interchange is, is part of it. */
  ofStops(): string {
    return digestOf([this.#ground, this.#ofTypes(HUB_TYPES, (f) => isInUse(f) && isOfType(f, HUB_TYPES))]);
  }

  /** The facilities that count, and whether there is anything of the types at all. */
  #ofTypes(types: ReadonlySet<string>, counts: (facility: Facility) => boolean): unknown {
    return [[...types], isInData(this.#facilities, types), this.#facilities.flatMap((f, i) => (counts(f) ? [this.#ofFacility(i)] : []))];
  }

  #ofFacility(i: number): string {
    const { id, place } = this.#facilities[i];
    return this.#digests[i] ??= digestOf([id, place]);
  }
}
