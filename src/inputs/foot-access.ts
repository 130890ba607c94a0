/**
 * Who may walk where: the foot-access rules for OpenStreetMap tags (docs/inputs.md has the table).
 *
 * The most specific tag decides: `foot` over `access` over the class of `highway`. Meanings after the
 * OpenStreetMap wiki (Key:highway, Key:access, Key:foot, Key:oneway, Key:sidewalk; ODbL).
 */

/** What is walkable of a line, along its drawing and against it. */
export interface FootAccess {
  readonly forward: boolean;
  readonly backward: boolean;
}

const CLOSED: FootAccess = { forward: false, backward: false };
const BOTH: FootAccess = { forward: true, backward: true };

/** Every tag that is read here. */
export const FOOT_TAGS = ['highway', 'foot', 'access', 'sidewalk', 'motorroad', 'oneway:foot', 'layer', 'bridge', 'tunnel', 'railway', 'waterway', 'route', 'power'] as const;

/** Reads one tag: its value as text, '' where there is none. */
export type Tag = (key: (typeof FOOT_TAGS)[number]) => string;

/** Not there yet, no longer there, or never for people on foot: no other tag opens them. */
const NOT_A_WAY = new Set(['construction', 'proposed', 'planned', 'razed', 'abandoned', 'disused', 'dismantled', 'no', 'raceway']);
/** Closed unless `foot` opens them or a sidewalk runs along them. */
const MOTOR_ONLY = new Set(['motorway', 'motorway_link', 'busway', 'bus_guideway', 'escape', 'emergency_bay', 'emergency_access_point']);
const OPEN = new Set(['trunk', 'trunk_link', 'primary', 'primary_link', 'secondary', 'secondary_link', 'tertiary', 'tertiary_link', 'unclassified',
  'residential', 'living_street', 'service', 'road', 'track', 'path', 'footway', 'pedestrian', 'steps', 'cycleway', 'bridleway', 'corridor',
  'elevator', 'platform', 'crossing', 'via_ferrata', 'rest_area', 'services', 'ladder']);
const FOOT_YES = new Set(['yes', 'designated', 'permissive', 'official', 'destination', 'customers', 'public', 'agricultural', 'forestry', 'delivery', 'permit', 'residents']);
const FOOT_NO = new Set(['no', 'private', 'use_sidepath', 'military', 'emergency']);
const ACCESS_NO = new Set(['no', 'private', 'military', 'emergency']);
const SIDEWALK_YES = new Set(['yes', 'both', 'left', 'right', 'left;right', 'right;left', 'separate', 'right;no', 'left;no', 'no;left', 'no;right']);

/**
 * @param tag the line's tags.
 * @param unknown told of values of `highway` and `foot` that are in no table; such a line is open.
 */
export function footAccess(tag: Tag, unknown: (key: string, value: string) => void): FootAccess {
  return isOpen(tag, unknown) ? directions(tag('oneway:foot')) : CLOSED;
}

/** Whether a line without `highway` says that it is something else. */
function isNoWay(tag: Tag): boolean {
  const railway = tag('railway');
  return tag('waterway') !== '' || tag('power') !== '' || tag('route') === 'ferry' || (railway !== '' && railway !== 'platform');
}

function isOpen(tag: Tag, unknown: (key: string, value: string) => void): boolean {
  const highway = tag('highway'), foot = tag('foot');
  if (NOT_A_WAY.has(highway)) return false;
  if (FOOT_YES.has(foot)) return true;
  if (FOOT_NO.has(foot)) return false;
  if (highway === '' && isNoWay(tag)) return false;
  if (foot !== '') unknown('foot', foot);
  if (ACCESS_NO.has(tag('access'))) return false;
  const hasSidewalk = SIDEWALK_YES.has(tag('sidewalk'));
  if (MOTOR_ONLY.has(highway) || tag('motorroad') === 'yes') return hasSidewalk;
  if ((highway === 'trunk' || highway === 'trunk_link') && (tag('sidewalk') === 'no' || tag('sidewalk') === 'none')) return false;
  if (highway !== '' && !OPEN.has(highway)) unknown('highway', highway);
  return true;
}

function directions(oneway: string): FootAccess {
  if (oneway === 'yes' || oneway === '1' || oneway === 'true') return { forward: true, backward: false };
  if (oneway === '-1' || oneway === 'reverse') return { forward: false, backward: true };
  return BOTH;
}

/** Height above ground, so that lines on different levels are never joined where they merely cross. */
export function levelOf(tag: Tag): number {
  const layer = Number.parseInt(tag('layer'), 10);
  if (Number.isFinite(layer)) return Math.max(-100, Math.min(100, layer));
  const isSet = (key: 'bridge' | 'tunnel'): boolean => tag(key) !== '' && tag(key) !== 'no';
  return isSet('bridge') ? 1 : isSet('tunnel') ? -1 : 0;
}
