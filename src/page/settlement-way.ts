/** The way from a settlement to the facility that its cell names, to be drawn and told. */
import type { Route } from '../travel/explain-route.ts';
import { shortName } from '../outputs/html/page-words.ts';
import type { DrawnWay } from './draw-way.ts';
import { nameOf, t } from './language.ts';
import type { Model } from './model.ts';
import type { WayFinder } from './ways.ts';

export interface SettlementWay {
  readonly drawn: DrawnWay;
  /** Its legs and streets in words; '' by bus, which the panel tells. */
  readonly steps: string;
}

/** null where nothing is within the search. By bus straight from stop to stop. */
export function findWay(model: Model, ways: WayFinder, n: number, s: number): SettlementWay | null {
  const { columns, data, toMetres } = model, { hundredths, tenths, facility, bus } = columns[s], f = facility[n], byBus = bus.get(n);
  if (f < 0) return null;
  const minutes = (hundredths[n] / 100).toFixed(1), metres = Math.round(tenths[n] / 10).toLocaleString('en');
  const named = {
    facility: data.facilities.name[f] || nameOf(shortName(data.services[s].name)),
    label: byBus === undefined ? t(`${minutes} 分钟 · ${metres} 米`, `${minutes} min · ${metres} m`) : t(`${minutes} 分钟 · 步行 ${metres} 米`, `${minutes} min · ${metres} m on foot`),
  };
  if (byBus !== undefined) return { drawn: { ...named, parts: [{ points: stopsOnTheWay(model, n, s, f), isStraight: true }] }, steps: '' };
  const route = ways.wayOf(n, s);
  if (route === null) return null;
  return { drawn: { ...named, parts: route.legs.map(({ kind, coordinates }) => ({ isStraight: kind !== 'network', points: coordinates.map(([lon, lat]) => toMetres(lon, lat)) })) }, steps: describeSteps(route) };
}

/** The settlement, the stops that are drawn in the data, the facility. */
function stopsOnTheWay({ columns, settlements, facilities, stops }: Model, n: number, s: number, f: number): (readonly [x: number, y: number])[] {
  const rides = columns[s].bus.get(n)?.rides ?? [], at = ({ x, y }: Model['stops'], i: number): readonly [number, number] => [x[i], y[i]];
  return [at(settlements, n), ...rides.flatMap(({ from, to }) => [at(stops, from), at(stops, to)]), at(facilities, f)].filter(([x]) => !Number.isNaN(x));
}

function describeSteps(route: Route): string {
  const metres = (kind: string): string => Math.round(route.legs.filter((leg) => leg.kind === kind).reduce((sum, { mm }) => sum + mm, 0) / 1000).toLocaleString('en');
  const streets = streetsOf(route), minutes = (route.ms / 60_000).toFixed(2), whole = (route.mm / 1000).toFixed(1);
  return t(`到路网 ${metres('access')} 米，沿路 ${metres('network')} 米${streets === '' ? '' : `（${streets}）`}，离开路网 ${metres('egress')} 米：共 ${minutes} 分钟，${whole} 米。`,
    `${metres('access')} m to the network, ${metres('network')} m along it${streets === '' ? '' : ` (${streets})`}, ${metres('egress')} m off it: ${minutes} min, ${whole} m.`);
}

/** The streets of a way with their metres, in their order; '' where none has a name. */
function streetsOf({ legs }: Route): string {
  const parts: { name: string; mm: number }[] = [];
  for (const { kind, name, mm } of legs) {
    const last = parts.at(-1);
    if (kind !== 'network') continue;
    if (last?.name === (name ?? '')) last.mm += mm; else parts.push({ name: name ?? '', mm });
  }
  return parts.every(({ name }) => name === '') ? '' : parts.map(({ name, mm }) => `${name === '' ? t('无名路', 'unnamed') : name} ${Math.round(mm / 1000)} ${t('米', 'm')}`).join(t('、', ', '));
}
