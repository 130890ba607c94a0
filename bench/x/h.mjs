// bench/hierarchy.ts
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync as existsSync4, mkdtempSync, readFileSync, rmSync, writeFileSync as writeFileSync2 } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join as join4, resolve } from "node:path";

// src/core/printable.ts
var CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;
var LONGEST_VALUE = 60;
var MEMBERS_SHOWN = 4;
function printable(text4) {
  return text4.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function shorten(text4, most) {
  return text4.length <= most ? text4 : `${text4.slice(0, most)}\u2026 (${text4.length} characters)`;
}
function quote(value, depth = 2) {
  if (typeof value === "string") return printable(JSON.stringify(shorten(value, LONGEST_VALUE)));
  if (typeof value !== "object" || value === null) return String(value);
  const isList = Array.isArray(value), keys = Object.keys(value);
  const shown = depth === 0 ? [] : keys.slice(0, MEMBERS_SHOWN).map((key) => {
    const member = quote(value[key], depth - 1);
    return isList ? member : `${quote(key)}: ${member}`;
  });
  const members = [...shown, ...shown.length < keys.length ? ["\u2026"] : []].join(", ");
  return isList ? `[${members}]` : `{${members}}`;
}

// src/core/rules.ts
var FAULTS = [
  "broken-geometry",
  "coordinate-not-a-number",
  "coordinate-range",
  "coordinate-text",
  "coordinates-in-metres",
  "coordinates-swapped",
  "crs-datum",
  "crs-mismatch",
  "crs-missing",
  "crs-range",
  "crs-unknown",
  "csv",
  "cut-off",
  "damaged-file",
  "duplicate-coordinate-heading",
  "duplicate-id",
  "duplicate-service",
  "duplicate-table",
  "empty-file",
  "empty-layer",
  "encoding",
  "file-exists",
  "file-in-use",
  "geometry-type",
  "gtfs-missing-table",
  "json",
  "layer-offset",
  "long-row",
  "missing-column",
  "missing-id",
  "missing-type",
  "no-coordinate-columns",
  "no-facility",
  "no-layer",
  "no-project",
  "no-sheet",
  "not-writable",
  "number",
  "osm-number",
  "overwrites-input",
  "path-leaves-folder",
  "schema",
  "several-layers",
  "shapefile-parts",
  "table-kinds",
  "too-large",
  "unfolds-too-far",
  "unknown-checklist",
  "unknown-facility",
  "unknown-mapping",
  "unknown-reference",
  "unknown-service",
  "unknown-settlement",
  "unknown-type",
  "unreadable-file",
  "unsupported-format",
  "wkt",
  "wkt-srid",
  "wrong-format",
  "xml",
  "yaml-syntax"
];
var WARNINGS = {
  "boundary-without-name": "Fill in `name`",
  "capacity-missing": "Fill in `capacity`",
  "coordinate-columns": "Remove the others",
  "data-outdated": "Check them and correct `updated`",
  "duplicate-facility": "Remove one of them",
  "duplicate-heading": "Rename one",
  "empty-heading": "Give the column a heading",
  "error-cell": "Mend the formula",
  "facility-not-on-network": "Check its coordinates; add the missing way",
  "far-from-network": "Check its coordinates; add the missing way",
  "gtfs-blank-time": "Fill in the times",
  "gtfs-contradiction": "Remove one of the rows",
  "gtfs-frequency": "Correct them",
  "gtfs-shape-point": "Correct them",
  "gtfs-short-trip": "Complete or remove them",
  "gtfs-stop-sequence": "Correct it",
  "gtfs-time-backwards": "Correct the times",
  "gtfs-transfer": "Correct them",
  "gtfs-unknown-route": "Add the route",
  "gtfs-unknown-service": "Add the service",
  "gtfs-unknown-stop": "Add the stop",
  "gtfs-unknown-trip": "Add the trip",
  "gtfs-unlocated-stop": "Correct its coordinates",
  "gtfs-unreadable-service": "Correct it",
  "gtfs-unreadable-time": "Write it as 07:30:00",
  "island-avoided": "Join the island, if it should be joined",
  "layer-apart": "Check region and coordinate system",
  "layer-not-used": "Remove `layer`",
  "line-without-stops": "Give it its `stops`",
  "loose-ring": "Redraw the polygon",
  "merged-cells": "Fill the others",
  "missing-members": "Take a larger extract, if the place matters",
  "missing-nodes": "Take a larger extract, if the place matters",
  "no-attributes": "Put the .dbf of the same export beside it",
  "no-departure-in-window": "Choose another `depart`, or get a feed of the whole day",
  "no-facilities": "Give the facilities",
  "no-headway": "Fill in `headwayMinutes`",
  "no-line": "Redraw or remove it",
  "no-rows": "Check the file",
  "no-service-on-date": "Choose a date with service, or get a newer feed",
  "no-speed": "Fill in `speedKmh` or `runMinutes`",
  "one-way-trap": "Correct `oneway:foot` of the line named",
  "open-elsewhere": "Save and close it there",
  "open-ring": "Close it",
  "osm-broken-area": "Take a larger extract, or mend the area, if the place matters",
  "osm-duplicate-id": "Get a file of one day: `osmium sort`, `osmium merge`",
  "osm-homes": "Give the settlements in a file of their own",
  "osm-no-population": "Give the populations",
  "osm-population": "Correct it",
  "osm-population-text": "Check it",
  "osm-route-gap": "Take a larger extract, or draw the line",
  "poi-low-confidence": "Decide them; see `poi-review.csv`",
  "poi-no-codes": "Check the column names of the mapping",
  "point-not-on-network": "Check its coordinates; add the missing way",
  "polygon-crosses-itself": "Redraw it",
  "population-missing": "Fill in `population`",
  "population-outlier": "Check the number",
  "settlement-not-on-network": "Check its coordinates; add the missing way",
  "shared-place": "Move or merge them",
  "short-row": "Check them",
  "stop-not-on-network": "Check its coordinates; add the missing way",
  "stop-not-served": "Check the stop and the line; correct `stops`",
  "stop-off-line": "Check the stop and the line; correct `stops`",
  "stop-out-of-order": "Put `stops` into the order in which they are served; check the line",
  "township-without-boundary": "Write the names alike in both layers, or add the boundary",
  "unknown-attribute": "Correct the spelling in `attributes`",
  "unknown-encoding": "Correct the .cpg",
  "unknown-facility-type": "Correct the spelling, or add it to the checklist",
  "unknown-key": "Correct the spelling or remove it",
  "unknown-line": "Correct `lines`, or add the line",
  "unknown-stop": "Correct `stops`, or add the stop",
  "unknown-value": "Correct it",
  "unlocated": "Draw it",
  "unreadable-value": "Correct it",
  "yaml": "Mend the line named",
  "zero-length-line": "Remove it"
};
var INFOS = {
  "boundary-without-settlements": "Nothing if nobody lives there; else write the names alike in both layers",
  "byte-order-mark": "Save as UTF-8 without it",
  "capacity-no-need": "Fill in the numbers of those who need it, or take the rule out",
  "catchment-on-foot": "Nothing; ask `matrix` for the times by bus",
  "closed-to-walking": "Nothing if that is right; else correct `foot` or `access`",
  "crossings-joined": "Check the count",
  "dangling-end": "Join the lines, if people can pass",
  "data-undated": "Fill in `updated`",
  "deleted-rows": "Nothing; or pack the table",
  "duplicate-line": "Remove the copies",
  "edge-of-data": "Extend the walk layer and the facilities beyond the district",
  "facility-not-in-use": "Nothing if that is right; else correct `status` or `open`",
  "gb18030": "Nothing; or save it as UTF-8",
  "gtfs-frequency-laid-out": "Nothing",
  "gtfs-interpolated-time": "Nothing",
  "gtfs-repeated-row": "Nothing; or remove the copies",
  "gtfs-transfer-limited": "Nothing",
  "heading-row": "Check that it is a title",
  "heights-left-out": "Nothing",
  "isochrone-empty": "Give longer limits, or move the point",
  "line-against-stops": "Nothing if the stops are right; else turn their order round",
  "line-out-of-hours": "Nothing; or correct `firstDeparture` and `lastDeparture`, or choose another `depart`",
  "near-miss-joined": "Nothing; or draw them to a shared point",
  "network-island": "Join it, if it should be joined",
  "no-ground": "Give the boundaries with `layers.townships`, or settlements as areas",
  "no-such-facility-in-data": "Collect the facilities, or take the service out of the checklist",
  "no-township": "Fill in `township`",
  "osm-large-place": "Draw its quarters",
  "osm-mapped-twice": "Nothing",
  "osm-place-label": "Give the settlements, if there are too few",
  "osm-place-unused": "Nothing",
  "osm-route-order": "Look at the line, if it matters",
  "osm-stops-merged": "Nothing",
  "other-sheets": "Name another with `layer`",
  "other-tables": "Nothing; or name another layer with `layer`",
  "poi-none": "Nothing",
  "poi-unmatched": "Add a rule, if they should",
  "repeated-point": "Remove one",
  "service-not-for-kind": "Nothing; or name a service of their table",
  "type-not-measured": "Nothing",
  "unread-columns": "Nothing; or store them as text",
  "unserved-stop": "Nothing; or add it to a line",
  "value-memory": "Replace it in a checklist of your own",
  "value-proposed": "Replace it in a checklist of your own",
  "walked-only": "Give the bus layer, if buses run"
};
var RULES = new Map([
  ...FAULTS.map((code) => [code, { severity: "error", mend: "" }]),
  ...Object.entries(WARNINGS).map(([code, mend]) => [code, { severity: "warning", mend }]),
  ...Object.entries(INFOS).map(([code, mend]) => [code, { severity: "info", mend }])
]);
function ruleOf(code) {
  const rule = RULES.get(code);
  if (rule === void 0) throw new RangeError(`code is "${code}", expected one of the rules`);
  return rule;
}

// src/core/problems.ts
var InputError = class extends Error {
  name = "InputError";
  faults;
  constructor(faults, cause) {
    const list = Array.isArray(faults) ? faults : [faults];
    super(list.map((f) => `${f.where}: ${f.what}. ${f.fix}.`).join("\n"), { cause });
    this.faults = list;
  }
};
var SHOWN = 8;
var LONGEST_EXAMPLE = 120;
var CASES_KEPT = 500;
var FAULTS_SHOWN = 20;
var Findings = class _Findings {
  #faults = /* @__PURE__ */ new Map();
  #notices = /* @__PURE__ */ new Map();
  /**
   * Note a fault. Those of one code in one file are listed up to the 20th and then counted.
   * @param code stable name of the kind.
   * @param of what part of the code is counted on its own (an attribute).
   */
  fault(code, where, what, fix, of = "") {
    const file = where.replace(/:\d+(:\d+)?$/, "");
    const key = `${code}\0${of}\0${file}`;
    const group2 = this.#faults.get(key) ?? { shown: [], more: 0 };
    if (group2.shown.length < FAULTS_SHOWN) group2.shown.push({ code, where: printable(where), what: printable(what), fix: printable(fix) });
    else group2.more++;
    this.#faults.set(key, group2);
  }
  /**
   * Note an oddity.
   * @param code stable name of the kind.
   * @param where the file (or "project", "checklist").
   * @param what a sentence that holds for every case of this code in this place.
   * @param example the case at hand (an id, a value), named in the notice.
   * @param count how many features this case stands for.
   * @param place the line and the feature, where they are known.
   */
  notice(code, where, what, example = "", count = 1, place2 = {}) {
    const key = `${code}\0${where}\0${what}`;
    const group2 = this.#notices.get(key) ?? { code, where: printable(where), what: printable(what), cases: [], more: 0, count: 0, kept: [], calls: 0 };
    group2.count += count;
    group2.calls++;
    if (group2.kept.length < CASES_KEPT) group2.kept.push({ example: printable(shorten(example, LONGEST_EXAMPLE)), count, ...place2 });
    if (example !== "" && group2.cases.length < SHOWN) group2.cases.push(printable(shorten(example, LONGEST_EXAMPLE)));
    else if (example !== "") group2.more++;
    this.#notices.set(key, group2);
  }
  /** The same so far; what is added to either is not in the other. */
  copy() {
    const copy = new _Findings();
    for (const [key, { shown, more }] of this.#faults) copy.#faults.set(key, { shown: [...shown], more });
    for (const [key, notice] of this.#notices) copy.#notices.set(key, { ...notice, cases: [...notice.cases], kept: [...notice.kept] });
    return copy;
  }
  /** Run a reader; if it gives up with an InputError, keep its faults and go on. undefined then. */
  collect(read) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const { code, where, what, fix } of error.faults) this.fault(code, where, what, fix);
      return void 0;
    }
  }
  /** The same for a reader that takes its time. */
  async collectLater(read) {
    try {
      return await read();
    } catch (error) {
      this.collect(() => {
        throw error;
      });
      return void 0;
    }
  }
  get hasFaults() {
    return this.#faults.size > 0;
  }
  get faultCount() {
    return [...this.#faults.values()].reduce((sum2, { shown, more }) => sum2 + shown.length + more, 0);
  }
  /** @throws {InputError} with every fault noted so far, if there is one. */
  throwIfFaults() {
    if (!this.hasFaults) return;
    throw new InputError([...this.#faults.values()].flatMap(({ shown, more }) => more === 0 ? shown : [
      ...shown,
      { code: shown[0].code, where: shown[0].where.replace(/:\d+(:\d+)?$/, ""), what: `${more} more of the same kind as: ${shown[0].what}`, fix: shown[0].fix }
    ]));
  }
  /** Every fault and every case of a notice, each with its place; in the order they were found. */
  problems() {
    const faults = [...this.#faults.values()].flatMap(({ shown, more }) => [
      ...shown.map(({ code, where, what, fix }) => ({ code, severity: "error", ...partsOf(where), featureId: null, what, fix })),
      ...more === 0 ? [] : [{ code: shown[0].code, severity: "error", file: partsOf(shown[0].where).file, line: null, column: null, featureId: null, what: `${more} more of the same kind as: ${shown[0].what}`, fix: shown[0].fix }]
    ]);
    const notices = [...this.#notices.values()].flatMap(({ code, where, what, kept, calls }) => {
      const { severity, mend: fix } = ruleOf(code), whole = partsOf(where);
      const cases = kept.map(({ example, count, where: at, id }) => ({
        code,
        severity,
        ...at === void 0 ? whole : partsOf(printable(at)),
        featureId: id ?? null,
        fix,
        what: `${what}${example === "" ? "" : `: ${example}`}${example === "" && count > 1 ? ` (${count})` : ""}`
      }));
      return calls === kept.length ? cases : [...cases, { code, severity, ...whole, featureId: null, what: `${calls - kept.length} more of the same kind as: ${what}`, fix }];
    });
    return [...faults, ...notices];
  }
  /** The notices so far, in the order of their first case. */
  notices() {
    return [...this.#notices.values()].map(({ code, where, what, cases, more, count }) => {
      const named = cases.join(", ") + (more > 0 ? `, and ${more} more` : "");
      return { code, where, what: named === "" ? what : `${what}: ${named}`, count };
    });
  }
};
function partsOf(where) {
  const found = /^(?<file>.*?):(?<line>\d+)(?::(?<column>\d+))?$/s.exec(where);
  const { file = where, line, column } = found?.groups ?? {};
  return { file, line: line === void 0 ? null : Number(line), column: column === void 0 ? null : Number(column) };
}

// src/core/units.ts
var UNREACHED = 4294967295;
function walkMs(metres, metresPerMinute) {
  return Math.round(metres * 6e4 / metresPerMinute);
}

// src/core/wasm.ts
var isAllowed = true;
var modules = /* @__PURE__ */ new Map();
function allowWasm(allowed) {
  isAllowed = allowed;
}
function openWasm(base64) {
  if (!isAllowed || typeof WebAssembly === "undefined") return null;
  try {
    const module = modules.get(base64) ?? new WebAssembly.Module(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
    modules.set(base64, module);
    return new WebAssembly.Instance(module).exports;
  } catch {
    return null;
  }
}

// src/inputs/crs.ts
import { createRequire } from "node:module";
import proj4 from "proj4";
var gcoord = createRequire(import.meta.url)("gcoord");
var DEGREES = { name: "EPSG:4326", toDegrees: null, findFault: () => null };
var STRIP_HALF_WIDTH_METRES = 6e5;
function findCoordinateSystem(name) {
  const upper = name.trim().toUpperCase().replace(/[\s_-]/g, "");
  if (["EPSG:4326", "EPSG:4490", "OGC:CRS84", "CRS84", "WGS84", "CGCS2000"].includes(upper)) return DEGREES;
  if (upper === "GCJ02") return shifted("gcj02", gcoord.GCJ02);
  if (upper === "BD09") return shifted("bd09", gcoord.BD09);
  const strip = /^EPSG:\d+$/.test(upper) ? findStrip(Number(upper.slice(5))) : void 0;
  if (strip) return inStrip(upper, strip);
  if (upper === "EPSG:3857" || upper === "EPSG:900913") return projected("EPSG:3857", "EPSG:3857");
  if (/^\s*\+proj=|\[/.test(name)) return fromDefinition(name);
  return void 0;
}
var OUR_AXIS_METRES = 6378137;
var WITHOUT_PUBLIC_SHIFT = ["EPSG_4214", "EPSG_4555", "EPSG_4610"];
function needsShift(definition) {
  try {
    const { a, datumCode = "", datum_params: shift = [] } = new proj4.Proj(definition);
    const isSaid = shift.some((parameter) => Number(parameter) !== 0) && (!WITHOUT_PUBLIC_SHIFT.includes(datumCode.toUpperCase()) || /towgs84/i.test(definition));
    return Math.abs(a - OUR_AXIS_METRES) > 0.5 && !isSaid;
  } catch {
    return false;
  }
}
var STRIP_CODES = [...Array.from({ length: 64 }, (_, i) => 4491 + i), ...Array.from({ length: 11 }, (_, i) => 32643 + i), 3857];
function shifted(name, from) {
  return { name, toDegrees: (x, y) => inRange(x, y) ? gcoord.transform([x, y], from, gcoord.WGS84) : [x, y], findFault: () => null };
}
function projected(name, definition) {
  const converter = proj4(definition, "EPSG:4326");
  return {
    name,
    toDegrees: (x, y) => {
      const [lon, lat] = converter.forward([x, y]);
      return [lon, lat];
    },
    findFault: (x, y) => inRange(x, y) ? { what: `looks like degrees, not like metres of ${name}`, fix: "Declare the layer as EPSG:4326" } : null
  };
}
function findStrip(code) {
  const gauss = (meridian, eastingMetres) => ({ definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${eastingMetres} +y_0=0 +ellps=GRS80 +units=m +no_defs`, eastingMetres });
  const zone = (first, number) => number + code - first;
  if (code >= 4491 && code <= 4501) return gauss(6 * zone(4491, 13) - 3, zone(4491, 13) * 1e6 + 5e5);
  if (code >= 4502 && code <= 4512) return gauss(75 + 6 * (code - 4502), 5e5);
  if (code >= 4513 && code <= 4533) return gauss(3 * zone(4513, 25), zone(4513, 25) * 1e6 + 5e5);
  if (code >= 4534 && code <= 4554) return gauss(75 + 3 * (code - 4534), 5e5);
  if (code >= 32643 && code <= 32653) return { definition: `+proj=utm +zone=${code - 32600} +datum=WGS84 +units=m +no_defs`, eastingMetres: 5e5 };
  return void 0;
}
function inStrip(name, { definition, eastingMetres }) {
  const isEasting = (x) => Math.abs(x - eastingMetres) <= STRIP_HALF_WIDTH_METRES;
  return {
    ...projected(name, definition),
    findFault: (x, y) => {
      if (inRange(x, y)) return { what: `looks like degrees, not like metres of ${name}`, fix: "Declare the layer as EPSG:4326" };
      if (isEasting(x) && Math.abs(y) <= 1e7) return null;
      if (isEasting(y) && Math.abs(x) <= 1e7) return { what: `is out of ${name}: easting and northing look swapped`, fix: "Write the easting first" };
      return { what: `is out of ${name}`, fix: `Declare the system it is in${describeGuess(x, y)}` };
    }
  };
}
function fromDefinition(definition) {
  if (/nadgrids=(?!@null)/i.test(definition)) return void 0;
  try {
    if (/^\s*(\+proj=longlat|GEOG)/i.test(definition)) return { ...projected("the definition given", definition), findFault: () => null };
    return projected("the definition given", definition);
  } catch {
    return void 0;
  }
}
function inRange(x, y) {
  return Math.abs(x) <= 180 && Math.abs(y) <= 90;
}
function describeGuess(x, y) {
  const zone = Math.floor(x / 1e6);
  const looksLike = (system) => ` (it looks like ${system})`;
  if (zone >= 25 && zone <= 45 && y > 0 && y < 1e7) return looksLike(`EPSG:${4513 + zone - 25}, CGCS2000 3-degree zone ${zone}`);
  if (x > 8e6 && x < 151e5 && y > 3e5 && y < 72e5) return looksLike("EPSG:3857, web Mercator");
  if (x > 1e5 && x < 9e5 && y > 3e5 && y < 7e6) return looksLike("a strip of EPSG:4534 to 4554, CGCS2000, or of UTM, EPSG:32643 to 32653");
  if (y > 1e5 && y < 9e5 && x > 3e5 && x < 7e6) return looksLike("a strip of EPSG:4534 to 4554 or UTM with northing before easting");
  return "";
}

// src/inputs/walk-lines.ts
var DEGREE_UNITS = 1e7;
var WalkLinesBuilder = class {
  #lon = new Int32Array(1 << 12);
  #lat = new Int32Array(1 << 12);
  #vertices = 0;
  #first = [0];
  #id = [];
  /** By name, its index: as they first occur. */
  #names = /* @__PURE__ */ new Map([["", 0]]);
  #nameOf = [];
  #direction = [];
  #speedFactor = [];
  #givenMetres = [];
  #level = [];
  /** Add a vertex, in 1e-7 degrees, to the line that `endLine` will close. */
  addVertex(lon, lat) {
    if (this.#vertices === this.#lon.length) {
      const longer = (old) => {
        const grown = new Int32Array(old.length * 2);
        grown.set(old);
        return grown;
      };
      this.#lon = longer(this.#lon);
      this.#lat = longer(this.#lat);
    }
    this.#lon[this.#vertices] = lon;
    this.#lat[this.#vertices++] = lat;
  }
  /**
   * @param givenMetres walking length of the line, NaN where it is that of its drawing.
   * @param name of the street; '' where it has none.
   */
  endLine(id, direction, speedFactor, givenMetres, level, name = "") {
    this.#first.push(this.#vertices);
    this.#id.push(id);
    const known = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, known);
    this.#nameOf.push(known);
    this.#direction.push(direction);
    this.#speedFactor.push(speedFactor);
    this.#givenMetres.push(givenMetres);
    this.#level.push(level);
  }
  finish() {
    return {
      lineCount: this.#id.length,
      firstVertex: Uint32Array.from(this.#first),
      lon: this.#lon.slice(0, this.#vertices),
      lat: this.#lat.slice(0, this.#vertices),
      id: this.#id,
      names: [...this.#names.keys()],
      nameOf: Uint32Array.from(this.#nameOf),
      direction: Uint8Array.from(this.#direction),
      speedFactor: Float64Array.from(this.#speedFactor),
      givenMetres: Float64Array.from(this.#givenMetres),
      level: Int8Array.from(this.#level)
    };
  }
};

// src/core/geodesy.ts
var DEGREE = Math.PI / 180;
var EQUATOR_METRES = 6378137;
var FLATTENING = 1 / 298.257223563;
var E2 = FLATTENING * (2 - FLATTENING);
function degreeMetres(lat) {
  const sin = Math.sin(lat * DEGREE), cos = Math.cos(lat * DEGREE);
  const w2 = 1 - E2 * sin * sin;
  const normal2 = EQUATOR_METRES / Math.sqrt(w2);
  return { lon: DEGREE * normal2 * cos, lat: DEGREE * normal2 * (1 - E2) / w2 };
}
function lonDifference(from, to) {
  const d = to - from;
  return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}
function geodesicMetres(lonA, latA, lonB, latB) {
  const dLon = lonDifference(lonA, lonB), dLat = latB - latA;
  if (Math.abs(dLon) > 1 || Math.abs(dLat) > 1) return lambertMetres(latA, latB, dLon);
  const per = degreeMetres((latA + latB) / 2);
  const x = dLon * per.lon, y = dLat * per.lat;
  return Math.sqrt(x * x + y * y);
}
function lambertMetres(latA, latB, dLon) {
  const a = Math.atan((1 - FLATTENING) * Math.tan(latA * DEGREE)), b = Math.atan((1 - FLATTENING) * Math.tan(latB * DEGREE));
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(dLon * DEGREE / 2) ** 2;
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(h)));
  const p = (a + b) / 2, q = (b - a) / 2;
  const x = (angle - Math.sin(angle)) * (Math.sin(p) * Math.cos(q) / Math.cos(angle / 2)) ** 2;
  const y = (angle + Math.sin(angle)) * (Math.cos(p) * Math.sin(q) / Math.sin(angle / 2)) ** 2;
  return EQUATOR_METRES * (angle - FLATTENING / 2 * (x + y));
}
var E = Math.sqrt(E2);
var AUTHALIC_METRES2 = EQUATOR_METRES ** 2 * (1 - E2) / 2;

// src/core/calendar.ts
function lastDayOf(text4) {
  const parts = /^(?<year>\d{4})(?:[-/.年](?<month>\d{1,2})(?:[-/.月](?<day>\d{1,2})日?(?:[T ]\d{1,2}:.*)?|月)?|年)?$/.exec(text4.trim())?.groups;
  if (parts === void 0) return null;
  const year = Number(parts["year"]), month = Number(parts["month"] ?? 12), daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Number(parts["day"] ?? daysInMonth);
  if (year < 1e3 || month < 1 || month > 12 || day < 1 || day > daysInMonth) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

// src/inputs/attributes.ts
var HEADINGS = {
  id: ["\u7F16\u53F7", "\u6807\u8BC6", "\u6807\u8BC6\u7801", "\u7F16\u7801", "ID", "Id"],
  name: ["\u540D\u79F0", "\u8BBE\u65BD\u540D\u79F0", "\u5C45\u6C11\u70B9\u540D\u79F0", "NAME", "Name"],
  type: ["\u7C7B\u578B", "\u8BBE\u65BD\u7C7B\u578B", "TYPE", "Type"],
  township: ["\u4E61\u9547", "\u8857\u9547", "\u8857\u9053", "\u6240\u5C5E\u4E61\u9547"],
  village: ["\u6751", "\u6751\u5C45", "\u884C\u653F\u6751", "\u5C45\u59D4", "\u6240\u5C5E\u6751\u5C45"],
  kind: ["\u57CE\u4E61", "\u57CE\u4E61\u7C7B\u578B"],
  tier: ["\u5C42\u7EA7", "\u57CE\u9547\u5C42\u7EA7"],
  population: ["\u4EBA\u53E3", "\u5E38\u4F4F\u4EBA\u53E3", "\u4EBA\u53E3\u6570", "\u5C45\u4F4F\u4EBA\u53E3"],
  elderly: ["\u8001\u5E74\u4EBA\u53E3", "\u8001\u5E74\u4EBA", "\u8001\u4EBA", "60\u5C81\u4EE5\u4E0A\u4EBA\u53E3"],
  children: ["\u513F\u7AE5", "\u513F\u7AE5\u4EBA\u53E3", "\u513F\u7AE5\u6570"],
  households: ["\u6237\u6570", "\u5BB6\u5EAD\u6237\u6570"],
  provides: ["\u63D0\u4F9B", "\u517C\u6709", "\u517C\u6709\u670D\u52A1"],
  status: ["\u72B6\u6001", "\u73B0\u72B6"],
  capacity: ["\u5BB9\u91CF", "\u89C4\u6A21", "\u5E8A\u4F4D\u6570", "\u5B66\u4F4D\u6570"],
  areaSquareMetres: ["\u9762\u79EF", "\u5EFA\u7B51\u9762\u79EF", "\u7528\u5730\u9762\u79EF"],
  owner: ["\u6743\u5C5E", "\u6743\u5C5E\u5355\u4F4D", "\u4E3B\u7BA1\u5355\u4F4D"],
  open: ["\u5F00\u653E", "\u5BF9\u5916\u5F00\u653E"],
  updated: ["\u66F4\u65B0\u65E5\u671F", "\u66F4\u65B0\u65F6\u95F4", "\u6838\u5B9E\u65E5\u671F"]
};
var VALUES = /* @__PURE__ */ new Map([
  ["\u57CE\u9547", "urban"],
  ["\u57CE\u5E02", "urban"],
  ["\u4E61\u6751", "rural"],
  ["\u519C\u6751", "rural"],
  ["\u6838\u5FC3\u9547", "core"],
  ["\u4E2D\u5FC3\u9547", "central"],
  ["\u4E00\u822C\u9547", "general"],
  ["\u6751", "village"],
  ["\u6751\u5E84", "village"],
  ["\u73B0\u72B6", "existing"],
  ["\u5DF2\u5EFA", "existing"],
  ["\u89C4\u5212", "planned"],
  ["\u62DF\u5EFA", "planned"],
  ["\u5173\u95ED", "closed"],
  ["\u505C\u7528", "closed"]
]);
var MOST = 1e12;
var SHORT_NAME_BYTES = 10;
var AttributeReader = class {
  #findings;
  #mapped;
  #file;
  /** Columns that the project names and no feature had so far. */
  #missing;
  /** Columns of cut names, null where there is none: the rows of a .dbf all have the same columns. */
  #cut = /* @__PURE__ */ new Map();
  /** @param attributes what the layer has. */
  constructor({ attributes: mapped, file }, attributes, findings) {
    this.#findings = findings;
    this.#mapped = mapped;
    this.#file = file.name;
    this.#missing = /* @__PURE__ */ new Set();
    for (const [attribute, column] of mapped) {
      if (attributes.includes(attribute)) this.#missing.add(column);
      else findings.notice("unknown-attribute", file.name, `attributes that the project maps and this layer does not have are ignored (it has ${attributes.join(", ")})`, quote(attribute));
    }
  }
  /** The raw value, undefined where there is none. */
  raw({ properties, hasShortNames }, attribute) {
    if (this.#missing.size > 0) {
      for (const column of this.#missing) if (Object.hasOwn(properties, column)) this.#missing.delete(column);
    }
    const mapped = this.#mapped.get(attribute);
    if (mapped !== void 0) return Object.hasOwn(properties, mapped) ? properties[mapped] ?? void 0 : void 0;
    if (Object.hasOwn(properties, attribute)) return properties[attribute] ?? void 0;
    const headings2 = Object.hasOwn(HEADINGS, attribute) ? HEADINGS[attribute] : [];
    const heading = headings2.find((h) => Object.hasOwn(properties, h)) ?? (hasShortNames ? this.#cutName([attribute, ...headings2], properties) : void 0);
    return heading === void 0 ? void 0 : properties[heading] ?? void 0;
  }
  /** The column whose name is one of the names, cut as a .dbf cuts it. */
  #cutName(names, properties) {
    for (const name of names) {
      const known = this.#cut.get(name);
      if (known !== void 0) {
        if (known !== null) return known;
        continue;
      }
      const written = name.replaceAll(":", "_");
      const column = Object.keys(properties).find((c) => (name.startsWith(c) || written.startsWith(c)) && name !== c && Buffer.byteLength(name) > SHORT_NAME_BYTES && Buffer.byteLength(c) > SHORT_NAME_BYTES - 4);
      this.#cut.set(name, column ?? null);
      if (column !== void 0) return column;
    }
    return void 0;
  }
  /** Text as it stands; a number or boolean is written out; '' where there is none. */
  text(feature, attribute) {
    const value = this.raw(feature, attribute);
    if (value === void 0) return "";
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    this.#findings.notice("unreadable-value", this.#file, `"${attribute}" is not text and is left empty`, this.#example(feature, value), 1, { where: feature.where });
    return "";
  }
  /** A number from 0 to 1e12, the default where there is none; text and anything else is a fault. */
  number(feature, attribute, absent) {
    return this.#numberWhere(feature, attribute, absent, (n) => n >= 0 && n <= MOST, "from 0 to 10^12");
  }
  /** A number above 0 and up to `most`, the default where there is none; text and anything else is a fault. */
  positive(feature, attribute, absent, most) {
    return this.#numberWhere(feature, attribute, absent, (n) => n > 0 && n <= most, `above 0 and up to ${most}`);
  }
  #numberWhere(feature, attribute, absent, isRight, range) {
    const given = this.raw(feature, attribute);
    if (given === void 0) return absent;
    const value = feature.isFromTable && typeof given === "string" && /^\s*-?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i.test(given) ? Number(given) : given;
    if (typeof value === "number" && Number.isFinite(value) && isRight(value)) return value;
    this.#findings.fault(
      "number",
      feature.where,
      `"${attribute}" is ${quote(value)}, expected a number ${range}`,
      typeof value === "string" ? "Store it as a number" : "Correct it or leave it out",
      attribute
    );
    return absent;
  }
  /** One of the choices; the default, with a notice, where it is none of them. */
  choice(feature, attribute, choices, absent) {
    const value = this.raw(feature, attribute);
    if (value === void 0 || value === "") return absent;
    const word = typeof value === "string" ? VALUES.get(value.trim()) ?? value.trim() : value;
    const found = choices.find((c) => c === word);
    if (found !== void 0) return found;
    this.#findings.notice("unknown-value", this.#file, `"${attribute}" is none of ${choices.join(", ")}; ${absent === null ? "it is left out" : `${absent} is taken`}`, this.#example(feature, value), 1, { where: feature.where });
    return absent;
  }
  /** True or false, also as 是/否, yes/no, 1/0. */
  flag(feature, attribute, absent) {
    const value = this.raw(feature, attribute);
    if (value === void 0 || value === "") return absent;
    if (value === true || value === 1 || value === "true" || value === "yes" || value === "\u662F" || value === "1") return true;
    if (value === false || value === 0 || value === "false" || value === "no" || value === "\u5426" || value === "0") return false;
    this.#findings.notice("unknown-value", this.#file, `"${attribute}" is neither true nor false; ${absent} is taken`, this.#example(feature, value), 1, { where: feature.where });
    return absent;
  }
  /** The last day of a year, month or day as YYYY-MM-DD; null where there is none, with a notice where it is no date. */
  date(feature, attribute) {
    const text4 = this.text(feature, attribute).trim(), day = lastDayOf(text4);
    if (text4 !== "" && day === null) this.#findings.notice("unreadable-value", this.#file, `"${attribute}" is no date as 2025, 2025-06 or 2025-06-01 and is left out`, this.#example(feature, text4), 1, { where: feature.where });
    return day;
  }
  /** A list of words: an array, or text parted by commas, semicolons or bars. */
  words(feature, attribute) {
    const value = this.raw(feature, attribute);
    if (value === void 0 || value === "") return [];
    const parts = typeof value === "string" ? value.replace(/^\(\d+:(.*)\)$/s, "$1").split(/[,;|、，；]/) : value;
    if (Array.isArray(parts) && parts.every((p) => typeof p === "string")) return parts.map((p) => p.trim()).filter((p) => p !== "");
    this.#findings.notice("unreadable-value", this.#file, `"${attribute}" is not a list of words and is left out`, this.#example(feature, value), 1, { where: feature.where });
    return [];
  }
  /** A list of ids, which may be numbers. */
  ids(feature, attribute) {
    const value = this.raw(feature, attribute);
    if (typeof value === "number") return [String(value)];
    if (Array.isArray(value) && value.every((id) => typeof id === "string" || typeof id === "number")) return value.map(String);
    return this.words(feature, attribute);
  }
  /** The feature's id: the attribute, else the GeoJSON id. null, with a fault, where there is none. */
  id(feature) {
    const value = this.raw(feature, "id") ?? feature.id;
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    this.#findings.fault("missing-id", feature.where, value === void 0 || value === null || value === "" ? 'the feature has no "id"' : `"id" is ${quote(value)}, expected text or a number`, "Give every feature an id of its own");
    return null;
  }
  /** Faults for columns that the project names and no feature has. Call when the file is read. */
  finish() {
    for (const column of this.#missing) {
      this.#findings.fault("missing-column", this.#file, `no feature has the column ${quote(column)} that the project names`, 'Correct "attributes" in the project file');
    }
  }
  #example(feature, value) {
    return `${quote(value)} (line ${feature.where.split(":").at(-1)})`;
  }
};

// src/inputs/foot-access.ts
var CLOSED = { forward: false, backward: false };
var BOTH = { forward: true, backward: true };
var FOOT_TAGS = ["highway", "foot", "access", "sidewalk", "motorroad", "oneway:foot", "layer", "bridge", "tunnel", "railway", "waterway", "route", "power"];
var NOT_A_WAY = /* @__PURE__ */ new Set(["construction", "proposed", "planned", "razed", "abandoned", "disused", "dismantled", "no", "raceway"]);
var MOTOR_ONLY = /* @__PURE__ */ new Set(["motorway", "motorway_link", "busway", "bus_guideway", "escape", "emergency_bay", "emergency_access_point"]);
var OPEN = /* @__PURE__ */ new Set([
  "trunk",
  "trunk_link",
  "primary",
  "primary_link",
  "secondary",
  "secondary_link",
  "tertiary",
  "tertiary_link",
  "unclassified",
  "residential",
  "living_street",
  "service",
  "road",
  "track",
  "path",
  "footway",
  "pedestrian",
  "steps",
  "cycleway",
  "bridleway",
  "corridor",
  "elevator",
  "platform",
  "crossing",
  "via_ferrata",
  "rest_area",
  "services",
  "ladder"
]);
var FOOT_YES = /* @__PURE__ */ new Set(["yes", "designated", "permissive", "official", "destination", "customers", "public", "agricultural", "forestry", "delivery", "permit", "residents"]);
var FOOT_NO = /* @__PURE__ */ new Set(["no", "private", "use_sidepath", "military", "emergency"]);
var ACCESS_NO = /* @__PURE__ */ new Set(["no", "private", "military", "emergency"]);
var SIDEWALK_YES = /* @__PURE__ */ new Set(["yes", "both", "left", "right", "left;right", "right;left", "separate", "right;no", "left;no", "no;left", "no;right"]);
function footAccess(tag, unknown) {
  return isOpen(tag, unknown) ? directions(tag("oneway:foot")) : CLOSED;
}
function isNoWay(tag) {
  const railway = tag("railway");
  return tag("waterway") !== "" || tag("power") !== "" || tag("route") === "ferry" || railway !== "" && railway !== "platform";
}
function isOpen(tag, unknown) {
  const highway = tag("highway"), foot = tag("foot");
  if (NOT_A_WAY.has(highway)) return false;
  if (FOOT_YES.has(foot)) return true;
  if (FOOT_NO.has(foot)) return false;
  if (highway === "" && isNoWay(tag)) return false;
  if (foot !== "") unknown("foot", foot);
  if (ACCESS_NO.has(tag("access"))) return false;
  const hasSidewalk = SIDEWALK_YES.has(tag("sidewalk"));
  if (MOTOR_ONLY.has(highway) || tag("motorroad") === "yes") return hasSidewalk;
  if ((highway === "trunk" || highway === "trunk_link") && (tag("sidewalk") === "no" || tag("sidewalk") === "none")) return false;
  if (highway !== "" && !OPEN.has(highway)) unknown("highway", highway);
  return true;
}
function directions(oneway) {
  if (oneway === "yes" || oneway === "1" || oneway === "true") return { forward: true, backward: false };
  if (oneway === "-1" || oneway === "reverse") return { forward: false, backward: true };
  return BOTH;
}
function levelOf(tag) {
  const layer = Number.parseInt(tag("layer"), 10);
  if (Number.isFinite(layer)) return Math.max(-100, Math.min(100, layer));
  const isSet = (key) => tag(key) !== "" && tag(key) !== "no";
  return isSet("bridge") ? 1 : isSet("tunnel") ? -1 : 0;
}

// src/inputs/geometry.ts
function checkPosition(position, where, findings) {
  if (!Array.isArray(position) || position.length < 2 || !Number.isFinite(position[0]) || !Number.isFinite(position[1])) {
    findings.fault("coordinate-not-a-number", where, `the coordinate ${quote(position)} is not a pair of finite numbers`, "Correct or remove the feature");
    return false;
  }
  const [lon, lat] = position;
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return true;
  const pair = `[${lon}, ${lat}]`;
  if (Math.abs(lon) <= 90 && Math.abs(lat) <= 180) {
    findings.fault("coordinates-swapped", where, `the coordinate ${pair} has a latitude beyond 90 degrees: latitude and longitude look swapped`, "Write longitude first");
  } else if (Math.abs(lon) > 1e3 || Math.abs(lat) > 1e3) {
    findings.fault("coordinates-in-metres", where, `the coordinate ${pair} is not in degrees: it looks like metres of a projected system`, `Declare its system in the project with crs${describeGuess(lon, lat)}`);
  } else {
    findings.fault("coordinate-range", where, `the coordinate ${pair} is out of the range of longitude and latitude`, "Correct it");
  }
  return false;
}

// src/inputs/file-crs.ts
var LONGEST_WKT = 1 << 16;
var SAME_DEGREES = 1e-7;
var WITH_HEIGHTS = /* @__PURE__ */ new Set(["EPSG:4979", "EPSG:4480"]);
function systemOfWkt(text4) {
  const wkt = text4.slice(0, LONGEST_WKT).trim();
  if (wkt === "" || /^(LOCAL_CS|ENGCRS|ENGINEERINGCRS)/i.test(wkt)) return null;
  const name = /^\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? shorten(wkt, 40);
  const horizontal = cutHorizontal(wkt);
  if (needsShift(horizontal)) return { name, system: null, needsShift: true };
  if (/^GEO(GCS|GCRS|DCRS)/i.test(horizontal)) {
    const isPlain = /UNIT\s*\[\s*"degree[^"]*"/i.test(horizontal) && !/PRIMEM\s*\[\s*"[^"]*"\s*,\s*-?0*[1-9]/i.test(horizontal) && /(SPHEROID|ELLIPSOID)\s*\[/i.test(horizontal) && !/TOWGS84\s*\[[^\]]*[1-9]/i.test(horizontal);
    return { name, system: isPlain ? DEGREES : findCoordinateSystem(horizontal) ?? null, needsShift: false };
  }
  const defined = /^PROJC(S|RS)/i.test(horizontal) ? findCoordinateSystem(horizontal) : void 0;
  const known = defined && STRIP_CODES.map((code) => findCoordinateSystem(`EPSG:${code}`)).find((system) => system !== void 0 && areSame(system, defined));
  return { name: known ? `${known.name} (${name})` : name, system: known ?? defined ?? null, needsShift: false };
}
function systemOfCode(organization, code, wkt) {
  const name = `${organization.toUpperCase()}:${code}`;
  const system = WITH_HEIGHTS.has(name) ? DEGREES : findCoordinateSystem(name);
  if (system !== void 0) return { name, system, needsShift: false };
  if (/^\s*\w+\s*\[/.test(wkt)) {
    const ofText = systemOfWkt(wkt);
    return ofText === null || code <= 0 ? ofText : { ...ofText, name: `${name} (${ofText.name})` };
  }
  return code > 0 ? { name, system: null, needsShift: false } : null;
}
function settleSystem({ file, crs, isCrsDeclared }, carried, extent) {
  const fail = (code, what, fix) => {
    throw new InputError({ code, where: file.name, what, fix });
  };
  if (carried === null) {
    return isCrsDeclared ? crs : fail("crs-missing", "does not say which coordinate system it is in", `Declare it in the project with crs${extent === null ? "" : describeExtent(extent)}`);
  }
  const own = shorten(carried.name, 80), isText = isCrsDeclared && !/^EPSG:|^(gcj02|bd09)$/.test(crs.name);
  if (carried.needsShift) {
    if (isText) return crs;
    return fail(
      "crs-datum",
      `is in ${quote(own)}, of another datum than WGS84 and CGCS2000, and how far it lies from them (Xian 1980 and Beijing 1954: up to 200 m) is not in the file`,
      "Transform it to CGCS2000 with the parameters of your surveying office, or declare crs as proj4 text with +towgs84"
    );
  }
  if (carried.system === null) return isText ? crs : fail("crs-unknown", `is in the coordinate system ${quote(own)}, which is not read`, "Export it in EPSG:4326, or declare its crs in the project as proj4 text");
  if (!isCrsDeclared) return carried.system;
  const isShiftedDegrees = (crs.name === "gcj02" || crs.name === "bd09") && carried.system.toDegrees === null;
  if (isShiftedDegrees || areSame(crs, carried.system)) return crs;
  return fail("crs-mismatch", `its own coordinate system is ${quote(own)}, the project says ${crs.name}`, "Give the file its own crs in the project, or remove the crs there: then that of the file counts");
}
function areSame(a, b) {
  if (a.toDegrees === null && b.toDegrees === null) return true;
  const asTheyAre = (x, y) => [x, y];
  const ofA = a.toDegrees ?? asTheyAre, ofB = b.toDegrees ?? asTheyAre;
  let compared = 0;
  for (const [x, y] of PROBES) {
    const [lonA, latA] = ofA(x, y), [lonB, latB] = ofB(x, y);
    const isFinite = Number.isFinite(lonA + latA);
    if (isFinite !== Number.isFinite(lonB + latB)) return false;
    if (!isFinite) continue;
    if (Math.abs(lonA - lonB) > SAME_DEGREES || Math.abs(latA - latB) > SAME_DEGREES) return false;
    compared++;
  }
  return compared > 0;
}
var PROBES = [
  [104, 31],
  [121, 41],
  [4e5, 25e5],
  [6e5, 45e5],
  [135e5, 37e5],
  ...Array.from({ length: 33 }, (_, i) => [(13 + i) * 1e6 + 6e5, 35e5])
];
function cutHorizontal(wkt) {
  if (!/^(COMPD_CS|COMPOUNDCRS|BOUNDCRS)/i.test(wkt)) return wkt;
  const start = wkt.search(/(PROJC(S|RS)|GEOG(CS|CRS)|GEODCRS)\s*\[/i);
  if (start < 0) return wkt;
  let depth = 0;
  for (let i = start; i < wkt.length; i++) {
    if (wkt[i] === "[") depth++;
    else if (wkt[i] === "]" && --depth === 0) return wkt.slice(start, i + 1);
  }
  return wkt.slice(start);
}
function describeExtent([west, south, east, north]) {
  if (west >= -180 && east <= 180 && south >= -90 && north <= 90) return " (it looks like degrees: EPSG:4326, or gcj02 or bd09 if it comes from a Chinese web map)";
  return describeGuess((west + east) / 2, (south + north) / 2);
}

// src/inputs/flatgeobuf.ts
import { createHash as createHash2 } from "node:crypto";

// src/inputs/byte-queue.ts
var ByteQueue = class {
  #chunks;
  #buffer = Buffer.alloc(0);
  /** Bytes taken so far. */
  taken = 0;
  constructor(chunks) {
    this.#chunks = chunks[Symbol.iterator]();
  }
  /** Bytes left of a piece that the file is too short for. */
  get rest() {
    return this.#buffer.length;
  }
  /** null where the file ends before; what is left stays. */
  take(length) {
    const parts = [this.#buffer];
    let held = this.#buffer.length;
    while (held < length) {
      const next = this.#chunks.next();
      if (next.done === true) break;
      parts.push(Buffer.from(next.value));
      held += next.value.length;
    }
    if (parts.length > 1) this.#buffer = Buffer.concat(parts);
    if (held < length) return null;
    const piece = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.taken += length;
    return piece;
  }
};

// src/inputs/files.ts
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
var CHUNK_BYTES = 1 << 20;
function* readChunks(file, hash) {
  let descriptor, total;
  try {
    const stat = statSync(file.path);
    total = stat.size;
    if (stat.isDirectory()) {
      throw new InputError({ code: "unreadable-file", where: file.name, what: "is a folder, expected a file", fix: "Name the file inside it" });
    }
    descriptor = openSync(file.path, "r");
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = 0; ; ) {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (length === 0) return;
      const bytes = chunk.subarray(0, length);
      hash?.update(bytes);
      read += length;
      file.onBytes?.(read, total);
      yield bytes;
    }
  } finally {
    closeSync(descriptor);
  }
}
function readText(file, maxBytes) {
  const hash = createHash("sha256"), parts = [];
  let bytes = 0;
  for (const chunk of readChunks(file, hash)) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new InputError({ code: "too-large", where: file.name, what: `is longer than ${maxBytes} bytes`, fix: "Check that this is the right file" });
    }
    parts.push(Buffer.from(chunk));
  }
  return { text: decodeUtf8(Buffer.concat(parts), file.name), sha256: hash.digest("hex") };
}
function decodeUtf8(bytes, where) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError({ code: "encoding", where, what: "is not UTF-8 text", fix: "Save it as UTF-8" }, cause);
  }
}
function unreadable(file, error) {
  if (error instanceof InputError) return error;
  const code = error.code;
  const what = code === "ENOENT" || code === "ENOTDIR" ? "there is no such file" : code === "EACCES" || code === "EPERM" ? "may not be read" : `cannot be read (${code ?? String(error)})`;
  return new InputError({ code: "unreadable-file", where: file.name, what, fix: `Check the path ${file.path}` }, error);
}

// src/inputs/flatbuffer.ts
var FlatBufferFault = class extends Error {
  name = "FlatBufferFault";
};
var FlatTable = class _FlatTable {
  #view;
  #at;
  #slots;
  #slotsEnd;
  /** @throws {FlatBufferFault} if there is no table at `at`. */
  constructor(view, at) {
    this.#view = view;
    this.#at = at;
    check(view, at, 4);
    this.#slots = at - view.getInt32(at, true);
    check(view, this.#slots, 4);
    this.#slotsEnd = this.#slots + view.getUint16(this.#slots, true);
    check(view, this.#slots, this.#slotsEnd - this.#slots);
  }
  /** The root of a buffer. @throws {FlatBufferFault} if it is none. */
  static rootOf(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new _FlatTable(view, follow(view, 0));
  }
  /** A number of one of the fixed types, the default where it is absent. */
  number(field, type, absent) {
    const at = this.#find(field, type === "Uint8" ? 1 : type === "Uint16" ? 2 : 4);
    if (at === 0) return absent;
    return type === "Uint8" ? this.#view.getUint8(at) : type === "Uint16" ? this.#view.getUint16(at, true) : this.#view.getInt32(at, true);
  }
  /** A whole number of 64 bits. */
  long(field) {
    const at = this.#find(field, 8);
    return at === 0 ? 0 : Number(this.#view.getBigUint64(at, true));
  }
  /** '' where it is absent. */
  text(field) {
    return new TextDecoder().decode(this.bytes(field));
  }
  /** A list of bytes. */
  bytes(field) {
    const { at, count } = this.#list(field, 1);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, count);
  }
  /** A list of numbers. */
  numbers(field, type) {
    const size = type === "Uint32" ? 4 : 8, { at, count } = this.#list(field, size);
    return Array.from({ length: count }, (_, i) => type === "Uint32" ? this.#view.getUint32(at + 4 * i, true) : this.#view.getFloat64(at + 8 * i, true));
  }
  /** How long a list of elements of `size` bytes is. */
  countOf(field, size) {
    return this.#list(field, size).count;
  }
  /** A table within the table, null where it is absent. */
  table(field) {
    const at = this.#find(field, 4);
    return at === 0 ? null : new _FlatTable(this.#view, follow(this.#view, at));
  }
  /** A list of tables. */
  tables(field) {
    const { at, count } = this.#list(field, 4);
    return Array.from({ length: count }, (_, i) => new _FlatTable(this.#view, follow(this.#view, at + 4 * i)));
  }
  #list(field, size) {
    const at = this.#find(field, 4);
    if (at === 0) return { at: 0, count: 0 };
    const start = follow(this.#view, at);
    check(this.#view, start, 4);
    const count = this.#view.getUint32(start, true);
    check(this.#view, start + 4, count * size);
    return { at: start + 4, count };
  }
  /** Where a field is, 0 if it is absent. */
  #find(field, size) {
    const slot = this.#slots + 4 + 2 * field;
    if (slot + 2 > this.#slotsEnd) return 0;
    const offset = this.#view.getUint16(slot, true);
    if (offset === 0) return 0;
    check(this.#view, this.#at + offset, size);
    return this.#at + offset;
  }
};
function follow(view, at) {
  check(view, at, 4);
  return at + view.getUint32(at, true);
}
function check(view, at, length) {
  if (at < 0 || length < 0 || at + length > view.byteLength) throw new FlatBufferFault("reaches out of its buffer");
}

// src/inputs/read-geometry.ts
var GeometryFault = class extends Error {
  name = "GeometryFault";
  fix;
  /** @param what after "its geometry". */
  constructor(what, fix) {
    super(what);
    this.fix = fix;
  }
};
function takeGeometry(read, where, file, findings) {
  try {
    const { geometry, hasHeights, hasLooseRings } = read();
    const example = `row ${where.slice(where.lastIndexOf(":") + 1)}`;
    if (hasHeights) findings.notice("heights-left-out", file, "geometries have heights or measures, which are left out", example);
    if (hasLooseRings) findings.notice("loose-ring", file, "polygons have rings drawn like holes that lie in no other; they are taken as areas", example);
    return geometry;
  } catch (error) {
    if (!(error instanceof GeometryFault)) throw error;
    findings.fault("broken-geometry", where, `its geometry ${error.message}`, error.fix);
    return void 0;
  }
}

// src/inputs/flatgeobuf-geometry.ts
var ENDS = 0;
var XY = 1;
var HEIGHTS = [2, 3];
var TYPE = 6;
var PARTS = 7;
var TYPES = ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];
var DEEPEST_COLLECTION = 8;
function readFlatGeometry(table, ofAll, bytes) {
  if (table === null) return { geometry: null, hasHeights: false };
  const read = { hasHeights: false, left: bytes / 4 };
  const geometry = toGeometry(table, ofAll === 0 ? table.number(TYPE, "Uint8", 0) : ofAll, read, 0);
  return { geometry, hasHeights: read.hasHeights };
}
function toGeometry(table, type, read, depth) {
  if (type > 7) throw new GeometryFault("is a curve or surface, which is not read", "Turn curves and surfaces into straight lines and polygons (QGIS: Convert Geometry Type)");
  read.left -= 1 + table.countOf(PARTS, 4) + table.countOf(XY, 8) / 2 + table.countOf(ENDS, 4);
  if (type === 0 || depth === DEEPEST_COLLECTION || read.left < 0) throw broken();
  if (type >= 6) {
    const members = table.tables(PARTS).map((part) => toGeometry(part, type === 6 ? 3 : part.number(TYPE, "Uint8", 0), read, depth + 1));
    if (type === 7) return { type: "GeometryCollection", geometries: members };
    return { type: "MultiPolygon", coordinates: members.map((m) => m.coordinates) };
  }
  const xy = table.numbers(XY, "Float64");
  if (xy.length % 2 !== 0) throw broken();
  if (HEIGHTS.some((field) => table.countOf(field, 8) > 0)) read.hasHeights = true;
  const positions = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i], xy[2 * i + 1]]);
  if (type === 1) return positions.length === 0 || Number.isNaN(xy[0]) && Number.isNaN(xy[1]) ? null : { type: "Point", coordinates: positions[0] };
  if (type === 2 || type === 4) return { type: TYPES[type], coordinates: positions };
  return { type: TYPES[type], coordinates: partAt(positions, table.numbers(ENDS, "Uint32")) };
}
function partAt(positions, ends) {
  if (ends.length === 0) return positions.length === 0 ? [] : [[...positions]];
  if (ends.at(-1) !== positions.length || ends.some((end, i) => end < (ends[i - 1] ?? 0))) throw broken();
  return ends.map((end, i) => positions.slice(ends[i - 1] ?? 0, end));
}
var broken = () => new GeometryFault("is broken", "Mend the feature or remove it");

// src/inputs/flatgeobuf-properties.ts
var FIXED = [
  { size: 1, read: (v, at) => v.getInt8(at) },
  { size: 1, read: (v, at) => v.getUint8(at) },
  { size: 1, read: (v, at) => v.getUint8(at) !== 0 },
  { size: 2, read: (v, at) => v.getInt16(at, true) },
  { size: 2, read: (v, at) => v.getUint16(at, true) },
  { size: 4, read: (v, at) => v.getInt32(at, true) },
  { size: 4, read: (v, at) => v.getUint32(at, true) },
  { size: 8, read: (v, at) => exact(v.getBigInt64(at, true)) },
  { size: 8, read: (v, at) => exact(v.getBigUint64(at, true)) },
  { size: 4, read: (v, at) => v.getFloat32(at, true) },
  { size: 8, read: (v, at) => v.getFloat64(at, true) }
];
var BINARY = 14;
function readFlatProperties(bytes, columns) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), pairs = [];
  const need = (at, length) => {
    if (at + length > bytes.length) throw new FlatBufferFault("properties end too early");
  };
  for (let at = 0; at < bytes.length; ) {
    need(at, 2);
    const column = columns.at(view.getUint16(at, true));
    at += 2;
    if (column === void 0 || column.type > BINARY) throw new FlatBufferFault("properties of no column");
    const fixed = FIXED.at(column.type);
    if (fixed !== void 0) {
      need(at, fixed.size);
      pairs.push([column.name, fixed.read(view, at)]);
      at += fixed.size;
    } else {
      need(at, 4);
      const length = view.getUint32(at, true);
      need(at + 4, length);
      if (column.type !== BINARY) pairs.push([column.name, new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + length))]);
      at += 4 + length;
    }
  }
  return Object.fromEntries(pairs);
}
function exact(value) {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

// src/inputs/unread-columns.ts
function noteUnread(columns, file, findings) {
  for (const column of columns) findings.notice("unread-columns", file, "columns of binary data, memos or times are left out", quote(column));
}

// src/inputs/flatgeobuf.ts
var MAGIC = "66676203666762";
var MAGIC_BYTES = 8;
var LONGEST_HEADER_BYTES = 10 * 2 ** 20;
var LONGEST_FEATURE_BYTES = 2 ** 28;
var MOST_COLUMNS = 1e4;
var LONGEST_NAME_BYTES = 1e3;
var MOST_INDEXED = 2 ** 40;
var GET_AGAIN = "Get the whole file again";
function readFlatGeobuf(file, findings, open2) {
  const hash = createHash2("sha256"), bytes = new ByteQueue(readChunks(file, hash));
  const fail = (code, what, fix = GET_AGAIN) => {
    throw new InputError({ code, where: file.name, what, fix });
  };
  const magic = bytes.take(MAGIC_BYTES);
  if (magic === null) return bytes.rest === 0 ? fail("empty-file", "is empty") : fail("wrong-format", "is no FlatGeobuf file", "Check that this is the right file");
  if (magic.toString("hex", 0, 3) === "666762" && magic[3] !== 3) fail("unsupported-format", `is FlatGeobuf of version ${magic[3]}, expected 3`, "Write it with a newer GDAL or QGIS");
  if (!magic.toString("hex").startsWith(MAGIC)) fail("wrong-format", "is no FlatGeobuf file", "Check that this is the right file");
  const takeSized = (most, of) => {
    const at = bytes.taken, head = bytes.take(4), size = head?.readUInt32LE(0) ?? 0;
    if (head === null) return bytes.rest === 0 ? null : fail("cut-off", `is cut off at byte ${at}`);
    if (size < 8 || size > most) fail("damaged-file", `is damaged in the ${of} that begins at byte ${at}`);
    return bytes.take(size) ?? fail("cut-off", `is cut off: it ends in the ${of} that begins at byte ${at}`);
  };
  const header = readHeader(takeSized(LONGEST_HEADER_BYTES, "header") ?? fail("cut-off", "is cut off: it ends before its header"), fail);
  passOver(bytes, header.indexBytes, () => fail("cut-off", "is cut off: it ends in its index"));
  noteUnread(header.columns.filter((column) => column.type === BINARY).map((column) => column.name), file.name, findings);
  const each = open2(header.system, header.extent);
  let features = 0;
  for (let piece = takeSized(LONGEST_FEATURE_BYTES, "feature"); piece !== null; piece = takeSized(LONGEST_FEATURE_BYTES, "feature")) {
    features++;
    const where = `${file.name}:${features}`;
    try {
      const feature = FlatTable.rootOf(piece), own = feature.table(0);
      const columns = feature.countOf(2, 4) > 0 ? readColumns(feature, 2) : header.columns;
      const geometry = takeGeometry(() => readFlatGeometry(own, header.geometryType, piece.length), where, file.name, findings);
      const properties = readFlatProperties(feature.bytes(1), columns);
      if (geometry !== void 0) each({ where, id: void 0, properties, geometry });
    } catch (error) {
      if (!(error instanceof FlatBufferFault)) throw error;
      findings.fault("damaged-file", where, "the feature is damaged", GET_AGAIN);
    }
  }
  if (features < header.features) fail("cut-off", `is cut off: it has ${features} of ${header.features} features`);
  return { sha256: hash.digest("hex"), features };
}
function readHeader(piece, fail) {
  try {
    const table = FlatTable.rootOf(piece), columns = readColumns(table, 7);
    const features = table.long(8), nodeSize = table.number(9, "Uint16", 16), crs = table.table(10);
    if (features > MOST_INDEXED || nodeSize === 1) return fail("damaged-file", "is damaged in its header");
    const envelope = table.numbers(1, "Float64");
    return {
      columns,
      features,
      geometryType: table.number(2, "Uint8", 0),
      indexBytes: nodeSize === 0 || features === 0 ? 0 : 40 * nodesOf(features, nodeSize),
      system: crs === null ? null : systemOf(crs),
      extent: envelope.length === 4 && envelope.every(Number.isFinite) ? envelope : null
    };
  } catch (error) {
    if (error instanceof FlatBufferFault) return fail("damaged-file", "is damaged in its header");
    throw error;
  }
}
function readColumns(table, field) {
  if (table.countOf(field, 4) > MOST_COLUMNS) throw new FlatBufferFault("too many columns");
  return table.tables(field).map((column) => {
    if (column.countOf(0, 1) > LONGEST_NAME_BYTES) throw new FlatBufferFault("too long a name");
    return { name: column.text(0), type: column.number(1, "Uint8", 0) };
  });
}
function systemOf(crs) {
  const organization = crs.text(0) || "EPSG", code = crs.number(1, "Int32", 0), wkt = crs.text(4);
  return code > 0 ? systemOfCode(organization, code, wkt) : systemOfWkt(wkt);
}
function nodesOf(items, nodeSize) {
  let nodes = items;
  for (let level = items; level > 1; ) {
    level = Math.ceil(level / nodeSize);
    nodes += level;
  }
  return items === 1 ? 2 : nodes;
}
function passOver(bytes, length, cutOff2) {
  for (let rest = length; rest > 0; rest -= 1 << 20) if (bytes.take(Math.min(rest, 1 << 20)) === null) cutOff2();
}

// src/inputs/geojson.ts
import { createHash as createHash3 } from "node:crypto";

// src/inputs/growing-bytes.ts
import { constants } from "node:buffer";
var MOST_BYTES = constants.MAX_STRING_LENGTH;
var GrowingBytes = class {
  #array = Buffer.alloc(0);
  length = 0;
  /**
   * Add a copy of the piece.
   * @param where what is gathered begins here.
   * @throws {InputError} if all of it is too long for one text (512 MiB).
   */
  append(piece, where) {
    refuseTooLong(this.length + piece.length, where);
    if (this.length + piece.length > this.#array.length) {
      const grown = Buffer.allocUnsafe(Math.max(256, this.length + piece.length, 2 * this.#array.length));
      grown.set(this.bytes);
      this.#array = grown;
    }
    this.#array.set(piece, this.length);
    this.length += piece.length;
  }
  /** What is there, without a copy: it holds until the next step. */
  get bytes() {
    return this.#array.subarray(0, this.length);
  }
  clear() {
    this.length = 0;
  }
};
function refuseTooLong(bytes, where) {
  if (bytes > MOST_BYTES) throw new InputError({ code: "too-large", where, what: "has more than 512 MiB in one piece", fix: "A quote or a brace may not be closed; else split it into several features" });
}

// src/inputs/geojson.ts
var NEWLINE_DELIMITED = /\.(ndjson|geojsonl|geojsons|geojsonseq|jsonl)$/i;
function readFeatures(file, declared, findings, each) {
  const hash = createHash3("sha256");
  let features = 0;
  const take2 = (bytes, line) => {
    const value = parseJson(bytes, `${file.name}:${line}`, findings);
    if (value === void 0) return;
    features += takeValue(value, declared, `${file.name}:${line}`, findings, each);
  };
  if (NEWLINE_DELIMITED.test(file.path)) {
    for (const { bytes, line } of cutLines(withoutMark(readChunks(file, hash), file, findings), file.name)) take2(bytes, line);
  } else {
    const skeleton = cutFeatures(withoutMark(readChunks(file, hash), file, findings), file.name, take2);
    features += takeSkeleton(skeleton, declared, file, findings, each);
  }
  return { sha256: hash.digest("hex"), features };
}
function* withoutMark(chunks, file, findings) {
  let first = true;
  for (let chunk of chunks) {
    if (first && (chunk[0] === 255 || chunk[0] === 254 || chunk.length > 1 && chunk[0] === 0 !== (chunk[1] === 0))) {
      throw new InputError({ code: "encoding", where: file.name, what: "is UTF-16 text", fix: "Save it as UTF-8" });
    }
    if (first && chunk[0] === 239 && chunk[1] === 187 && chunk[2] === 191) {
      findings.notice("byte-order-mark", file.name, "begins with a byte order mark, which was skipped");
      chunk = chunk.subarray(3);
    }
    first = false;
    yield chunk;
  }
}
var QUOTE = 34;
var BACKSLASH = 92;
var NEWLINE = 10;
var COLON = 58;
var EMPTY_FEATURE = Buffer.from("{}");
var LINE_END = Buffer.of(NEWLINE);
var isOpen2 = (byte) => byte === 123 || byte === 91;
var isClose = (byte) => byte === 125 || byte === 93;
function cutFeatures(chunks, name, take2) {
  const skeleton = new GrowingBytes(), begun = new GrowingBytes();
  let depth = 0, line = 1, inString = false, escaped = false;
  let inFeatures = false, hasFeatures = false, featureLine = null;
  let rootText = "", rootKey = "";
  for (const chunk of chunks) {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === NEWLINE) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        if (depth === 1 && inString && rootText.length < 16) rootText += String.fromCharCode(byte);
      } else if (byte === QUOTE) {
        inString = true;
        rootText = "";
      } else if (byte === COLON) {
        if (depth === 1) rootKey = rootText;
      } else if (isOpen2(byte)) {
        depth++;
        if (depth === 2 && byte === 91 && rootKey === "features") inFeatures = hasFeatures = true;
        if (depth === 3 && inFeatures && byte === 123) {
          skeleton.append(chunk.subarray(start, i), name);
          start = i;
          featureLine = line;
        }
      } else if (isClose(byte)) {
        depth--;
        if (depth === 2 && featureLine !== null) {
          const piece = chunk.subarray(start, i + 1);
          if (begun.length > 0) begun.append(piece, `${name}:${featureLine}`);
          take2(begun.length > 0 ? begun.bytes : piece, featureLine);
          begun.clear();
          skeleton.append(EMPTY_FEATURE, name);
          for (let end = featureLine; end < line; end++) skeleton.append(LINE_END, name);
          start = i + 1;
          featureLine = null;
        }
        if (depth === 1) {
          inFeatures = false;
          rootKey = "";
        }
      }
    }
    (featureLine === null ? skeleton : begun).append(chunk.subarray(start), featureLine === null ? name : `${name}:${featureLine}`);
  }
  return { bytes: skeleton.bytes, openFeatureLine: featureLine, hasFeatures };
}
function* cutLines(chunks, name) {
  const begun = new GrowingBytes();
  let line = 1;
  const trimmed = (bytes) => bytes[0] === 30 ? bytes.subarray(1) : bytes;
  const isBlank = (bytes) => bytes.every((b) => b === 32 || b === 13 || b === 9);
  for (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      begun.append(chunk.subarray(start, end), `${name}:${line}`);
      const row2 = trimmed(begun.bytes);
      if (!isBlank(row2)) yield { bytes: row2, line };
      begun.clear();
      start = end + 1;
      line++;
    }
    begun.append(chunk.subarray(start), `${name}:${line}`);
  }
  const row = trimmed(begun.bytes);
  if (!isBlank(row)) yield { bytes: row, line };
}
function takeSkeleton(skeleton, declared, file, findings, each) {
  if (skeleton.openFeatureLine !== null) {
    findings.fault("cut-off", `${file.name}:${skeleton.openFeatureLine}`, "the file ends in the middle of the feature that begins here", "Get the whole file: it was cut off");
    return 0;
  }
  if (skeleton.bytes.every((b) => b <= 32)) {
    findings.fault("empty-file", file.name, "is empty", "Give a GeoJSON FeatureCollection");
    return 0;
  }
  const root = parseJson(skeleton.bytes, file.name, findings);
  if (root === void 0) return 0;
  if (!skeleton.hasFeatures) return takeValue(root, declared, `${file.name}:1`, findings, each);
  const { features, crs } = root;
  if (!Array.isArray(features)) findings.fault("json", file.name, `its "features" is ${quote(features)}, expected a list`, 'Leave one "features" member');
  else {
    const odd = features.findIndex((f) => !isRecord(f));
    if (odd >= 0) findings.fault("json", file.name, `element ${odd + 1} of "features" is ${quote(features[odd])}, expected a Feature`, "Remove it");
  }
  checkCrs(crs, declared, file.name, findings);
  return 0;
}
function takeValue(value, declared, where, findings, each) {
  const { type, id, properties, geometry, crs } = value ?? {};
  checkCrs(crs, declared, where, findings);
  if (type === "Feature") {
    each({ where, id, properties: isRecord(properties) ? properties : {}, geometry: geometry ?? null });
    return 1;
  }
  if (typeof type === "string" && /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/.test(type)) {
    each({ where, id, properties: {}, geometry: value });
    return 1;
  }
  if (type === "FeatureCollection") {
    findings.fault(
      "json",
      where,
      isRecord(value) && Array.isArray(value["features"]) ? "is a whole FeatureCollection, expected one feature a line" : 'is a FeatureCollection without a list of "features"',
      "Export the layer as GeoJSON, in a file whose name ends in .geojson"
    );
    return 0;
  }
  const found = isRecord(value) ? `has "type": ${quote(type)}` : `is ${quote(value)}`;
  findings.fault("json", where, `${found}, expected a GeoJSON FeatureCollection or Feature`, "Export the layer as GeoJSON");
  return 0;
}
function checkCrs(crs, declared, where, findings) {
  if (crs === void 0 || crs === null) return;
  const properties = isRecord(crs) && isRecord(crs["properties"]) ? crs["properties"] : {};
  const named = properties["name"] ?? properties["code"] ?? crs;
  const code = typeof named === "string" || typeof named === "number" ? /(?:^|\D)(\d{4,6}|CRS:?84)$/i.exec(String(named))?.[1].toUpperCase().replace(/^CRS:?84$/, "4326") : void 0;
  const isDegrees = code === "4326" || code === "4490";
  if (declared.startsWith("EPSG:") ? code === declared.slice(5) || isDegrees && declared === "EPSG:4326" : isDegrees) return;
  findings.fault(
    "crs-mismatch",
    where,
    `its "crs" member names ${quote(named)}, the project says ${declared}`,
    code === void 0 ? "Export it in EPSG:4326" : `Give the file "crs: EPSG:${code}" in the project, or export it in EPSG:4326`
  );
}
function parseJson(bytes, where, findings) {
  try {
    return JSON.parse(decodeUtf8(bytes, where));
  } catch (error) {
    if (error instanceof InputError) {
      for (const { code, what, fix } of error.faults) findings.fault(code, where, what, fix);
    } else {
      const { at, what, fix } = describeSyntaxError(Buffer.from(bytes).toString("utf8"), error.message);
      const [, file = where, line = "1"] = /^(.*):(\d+)$/s.exec(where) ?? [];
      findings.fault("json", at === null ? where : `${file}:${Number(line) + at}`, what, fix);
    }
    return void 0;
  }
}
function describeSyntaxError(text4, message) {
  const lineOf = (position2) => text4.slice(0, position2).split("\n").length - 1;
  const odd = /[[,:\s](-?NaN|-?Infinity)\b/.exec(text4);
  if (odd) return { at: lineOf(odd.index + 1), what: `holds ${odd[1]}, which is not JSON`, fix: "Remove the value or the feature" };
  const around = /, (?<leadIn>\.\.\.|)"(?<snippet>.*)"(?:\.\.\.)? is not valid JSON/s.exec(message)?.groups;
  const position = /at position (\d+)/.exec(message)?.[1] ?? (around ? text4.indexOf(around["snippet"]) + (around["leadIn"] === "" ? 0 : 10) : message.includes("end of JSON") ? text4.trimEnd().length : null);
  return {
    at: position === null ? null : lineOf(Number(position)),
    what: `is not JSON (${message.replace(/,? (in JSON )?at position.*|, (\.\.\.)?".*/s, "")})`,
    fix: message.includes("after JSON") ? "If the file has a feature a line, end its name in .geojsonl" : "Mend it or export it again: it may be cut off"
  };
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/inputs/geopackage.ts
import { createHash as createHash4 } from "node:crypto";
import { existsSync, realpathSync, statSync as statSync2 } from "node:fs";
import { pathToFileURL } from "node:url";
import Database from "libsql";

// src/inputs/wkb.ts
var TYPES2 = ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];
var MEMBERS = /* @__PURE__ */ new Map([[4, 1], [5, 2], [6, 3]]);
var CURVES = ["CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface", "Curve", "Surface", "PolyhedralSurface", "TIN", "Triangle"];
var DEEPEST_COLLECTION2 = 8;
function readWkb(bytes) {
  const cursor = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, hasHeights: false };
  const geometry = readGeometry(cursor, 0, 0);
  const { coordinates } = geometry;
  const isEmptyPoint = Array.isArray(coordinates) && coordinates.length === 2 && Number.isNaN(coordinates[0]) && Number.isNaN(coordinates[1]);
  return { geometry: isEmptyPoint ? null : geometry, hasHeights: cursor.hasHeights };
}
function readGeometry(cursor, expected, depth) {
  const order = takeBytes(cursor, 1), isLittle = cursor.view.getUint8(order) === 1;
  const raw = takeCount(cursor, isLittle);
  if ((raw & 536870912) !== 0) takeBytes(cursor, 4);
  const plain = raw & 268435455, type = plain % 1e3, dimension = Math.floor(plain / 1e3);
  if (type >= 8 && type <= 17) throw new GeometryFault(`is a ${CURVES[type - 8]}, which is not read`, "Turn curves and surfaces into straight lines and polygons (QGIS: Convert Geometry Type)");
  if (type === 0 || type > 17 || dimension > 3 || expected !== 0 && type !== expected) throw broken2();
  const more = (dimension > 0 ? dimension === 3 ? 2 : 1 : 0) + (dimension === 0 ? (raw >>> 31) + (raw >>> 30 & 1) : 0);
  if (more > 0) cursor.hasHeights = true;
  const stride = 16 + 8 * more;
  const readPositions = () => {
    const count = takeCount(cursor, isLittle), start = takeBytes(cursor, count * stride);
    return Array.from({ length: count }, (_, i) => positionAt(cursor.view, start + i * stride, isLittle));
  };
  if (type === 1) return { type: "Point", coordinates: positionAt(cursor.view, takeBytes(cursor, stride), isLittle) };
  if (type === 2) return { type: "LineString", coordinates: readPositions() };
  if (type === 3) return { type: "Polygon", coordinates: readMany(cursor, isLittle, 4, readPositions) };
  if (type === 7) {
    if (depth === DEEPEST_COLLECTION2) throw broken2();
    return { type: "GeometryCollection", geometries: readMany(cursor, isLittle, 5, () => readGeometry(cursor, 0, depth + 1)) };
  }
  const member = MEMBERS.get(type) ?? 0;
  return { type: TYPES2[type], coordinates: readMany(cursor, isLittle, 9, () => readGeometry(cursor, member, depth).coordinates) };
}
function readMany(cursor, isLittle, leastBytes, read) {
  const count = takeCount(cursor, isLittle), members = [];
  if (count * leastBytes > cursor.view.byteLength - cursor.at) throw broken2();
  for (let i = 0; i < count; i++) members.push(read());
  return members;
}
function positionAt(view, at, isLittle) {
  return [view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)];
}
function takeCount(cursor, isLittle) {
  return cursor.view.getUint32(takeBytes(cursor, 4), isLittle);
}
function takeBytes(cursor, length) {
  const start = cursor.at;
  if (length > cursor.view.byteLength - start) throw broken2();
  cursor.at += length;
  return start;
}
var broken2 = () => new GeometryFault("is broken: it ends too early or is no well-known binary", "Mend the feature or remove it");

// src/inputs/geopackage-blob.ts
var ENVELOPE_BYTES = [0, 32, 48, 48, 64];
function readGeoPackageBlob(blob) {
  if (blob === null || blob === void 0) return { geometry: null, hasHeights: false };
  if (typeof blob === "number") throw new GeometryFault(blob === 1 ? "is too large" : "is no binary value", "Export the layer as GeoPackage again");
  const bytes = blob instanceof ArrayBuffer ? new Uint8Array(blob) : blob;
  const envelope = ENVELOPE_BYTES.at(bytes[3] >> 1 & 7);
  if (bytes.length < 8 || bytes[0] !== 71 || bytes[1] !== 80 || envelope === void 0 || envelope + 8 > bytes.length) {
    throw new GeometryFault("is no geometry of a GeoPackage", "Export the layer as GeoPackage again");
  }
  if ((bytes[3] & 32) !== 0) throw new GeometryFault("is of an extended type, which is not read", "Export the layer with plain geometries");
  if ((bytes[3] & 16) !== 0 && bytes.length === 8 + envelope) return { geometry: null, hasHeights: false };
  return readWkb(bytes.subarray(8 + envelope));
}

// src/core/suggest.ts
import { closest, distance } from "fastest-levenshtein";
function suggest(given, choices) {
  const near = choices.length > 0 ? closest(given.toLowerCase(), choices) : "";
  if (near !== "" && distance(given.toLowerCase(), near.toLowerCase()) <= Math.max(2, given.length / 3)) return `Did you mean "${near}"`;
  return choices.length <= 12 ? `Choose one of: ${choices.join(", ")}` : `There are ${choices.length} choices, for example ${choices.slice(0, 5).join(", ")}`;
}

// src/inputs/layer-names.ts
var SHOWN2 = 20;
function chooseLayer(names, wanted, file) {
  if (wanted !== null) {
    const found = names.indexOf(wanted);
    if (found < 0) throw new InputError({ code: "no-layer", where: file.name, what: `has no layer ${quote(wanted)}`, fix: suggest(wanted, names) });
    return found;
  }
  if (names.length === 1) return 0;
  const list = names.slice(0, SHOWN2).map((name) => quote(name)).join(", ") + (names.length > SHOWN2 ? ", \u2026" : "");
  throw new InputError({ code: "several-layers", where: file.name, what: `has ${names.length} layers, and the project names none: ${list}`, fix: `Name one in the project: {file: ..., layer: ${quote(names[0])}}` });
}

// src/inputs/geopackage-layers.ts
var MOST_COLUMNS2 = 1990;
function findTable(database, file, wanted, findings) {
  const fail = (code, what, fix) => {
    throw new InputError({ code, where: file.name, what, fix });
  };
  for (const table of ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"]) {
    if (namesOf(database, "SELECT CAST(name AS BLOB) AS a FROM sqlite_master WHERE name = ?", table).length === 0) fail("wrong-format", `is a SQLite database and no GeoPackage: it has no table ${table}`, "Export the layer as GeoPackage");
  }
  const tables = database.prepare(`SELECT CAST(c.table_name AS BLOB) AS a, CAST(g.column_name AS BLOB) AS b, +g.srs_id AS c
    FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' ORDER BY c.table_name`).raw().all();
  const names = tables.map(([name2]) => textOf(name2));
  const others = namesOf(database, "SELECT CAST(table_name AS BLOB) AS a FROM gpkg_contents WHERE data_type <> 'features'");
  if (names.length === 0) fail("no-layer", `has no layer with geometries${others.length > 0 ? ` (only ${others.slice(0, 8).map((n) => quote(n)).join(", ")})` : ""}`, "Export the layer into it, or check that this is the right file");
  if (wanted !== null && others.includes(wanted)) fail("no-layer", `its table ${quote(wanted)} has no geometries`, `Name a layer that has some: ${names.slice(0, 8).map((n) => quote(n)).join(", ")}`);
  const at = chooseLayer(names, wanted, file);
  const [, geometryColumn, srsId] = tables[at], name = names[at];
  if (wanted === null && others.length > 0) findings.notice("other-tables", file.name, `only the layer ${quote(name)} was read; there are tables without geometries`, others.slice(0, 8).map((n) => quote(n)).join(", "), others.length);
  checkViews(database, fail);
  const { columns, key, ofBytes } = columnsOf(database, name, fail), geometryName = textOf(geometryColumn);
  noteUnread(ofBytes.filter((column) => column !== geometryName), file.name, findings);
  return { columns, key, name, geometryColumn: geometryName, srsId: Number(srsId) };
}
function columnsOf(database, name, fail) {
  const rows = database.prepare("SELECT CAST(name AS BLOB) AS a, +pk AS b, CAST(type AS BLOB) AS c FROM pragma_table_info(?)").raw().all(name);
  if (rows.length === 0) fail("damaged-file", `its table of contents names the layer ${quote(name)}, and there is no such table`, "Export the layer as GeoPackage again");
  if (rows.length > MOST_COLUMNS2) fail("too-large", `the layer ${quote(name)} has ${rows.length} columns`, "Leave out columns that are not needed");
  const columns = rows.map(([column]) => textOf(column));
  const odd = columns.find((column) => column.includes("\uFFFD") || column.includes("\0"));
  if (odd !== void 0) fail("encoding", `the column ${quote(odd)} of the layer ${quote(name)} has a name that is not UTF-8`, "Rename it");
  const keys = columns.filter((_, i) => Number(rows[i][1]) > 0);
  return { columns, key: keys.length === 1 ? keys[0] : null, ofBytes: columns.filter((_, i) => /^BLOB/i.test(textOf(rows[i][2]))) };
}
function checkViews(database, fail) {
  const views = namesOf(database, "SELECT CAST(sql AS BLOB) AS a FROM sqlite_master WHERE type = 'view'");
  if (views.some((sql) => /\brecursive\b/i.test(sql))) fail("unsupported-format", "has a recursive view, which could run for ever", "Export the layer into a GeoPackage of its own");
}
function namesOf(database, sql, ...parameters) {
  return database.prepare(sql).raw().all(...parameters).map(([name]) => textOf(name));
}
function textOf(bytes) {
  return bytes instanceof Uint8Array || bytes instanceof ArrayBuffer ? new TextDecoder().decode(bytes) : "";
}
function quoteName(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

// src/inputs/geopackage.ts
var SQLITE_MAGIC = "SQLite format 3\0";
var LONGEST_GEOMETRY_BYTES = 2 ** 28;
var MOST_EXACT = Number.MAX_SAFE_INTEGER;
function readGeoPackage(file, layer, findings, open2) {
  const hash = createHash4("sha256");
  checkMagic(file, hash);
  const journal = journalOf(file);
  if (journal !== null) {
    for (const chunk of readChunks(journal)) hash.update(chunk);
    findings.notice("open-elsewhere", file.name, "is open in another program, or was not closed; it was read with what is saved so far");
  }
  try {
    const database = new Database(journal === null ? `${pathToFileURL(realpathSync(file.path)).href}?immutable=1` : realpathSync(file.path), { readonly: true });
    try {
      database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
      const table = findTable(database, file, layer, findings);
      return { sha256: hash.digest("hex"), features: readRows(database, table, file, findings, open2(systemOf2(database, table), extentOf(database, table))) };
    } finally {
      database.close();
    }
  } catch (error) {
    throw asInputError(error, file);
  }
}
function checkMagic(file, hash) {
  const fail = (code, what, fix) => {
    throw new InputError({ code, where: file.name, what, fix });
  };
  let length = 0, pages = 0, encoding = 0, head = "";
  for (const chunk of readChunks(file, hash)) {
    if (length === 0) {
      head = chunk.toString("latin1", 0, SQLITE_MAGIC.length);
      encoding = chunk[59];
      if (chunk.length >= 100) pages = chunk.readUInt32BE(28) * (chunk.readUInt16BE(16) === 1 ? 65536 : chunk.readUInt16BE(16));
    }
    length += chunk.length;
  }
  if (length === 0) fail("empty-file", "is empty", "Get the file again");
  if (head !== SQLITE_MAGIC) fail("wrong-format", "is no GeoPackage: it is no SQLite database, or an encrypted one", "Check that this is the right file, and export it without encryption");
  if (encoding > 1) fail("encoding", "holds its text as UTF-16", "Export the layer as GeoPackage again: that has UTF-8");
  if (length < pages) fail("cut-off", `is cut off: it has ${length} of ${pages} bytes`, "Get the whole file again");
}
function journalOf(file) {
  const path = realpathSync(file.path), hasContent = (name) => existsSync(name) && statSync2(name).size > 0;
  if (hasContent(`${path}-journal`)) throw new InputError({ code: "file-in-use", where: file.name, what: "is being written by another program, or was left in the middle of it", fix: "Save and close it there, or open and close it in QGIS once" });
  return hasContent(`${path}-wal`) ? { name: `${file.name}-wal`, path: `${path}-wal` } : null;
}
function systemOf2(database, { srsId }) {
  if (srsId <= 0) return null;
  const row = database.prepare("SELECT CAST(organization AS BLOB) AS a, +organization_coordsys_id AS b, CAST(definition AS BLOB) AS c FROM gpkg_spatial_ref_sys WHERE srs_id = ?").raw().all(srsId)[0];
  return row === void 0 ? systemOfCode("EPSG", srsId, "") : systemOfCode(textOf(row[0]), Number(row[1]), textOf(row[2]));
}
function extentOf(database, { name }) {
  const row = database.prepare("SELECT +min_x AS a, +min_y AS b, +max_x AS c, +max_y AS d FROM gpkg_contents WHERE table_name = ?").raw().all(name)[0];
  return row?.every((v) => typeof v === "number" && Number.isFinite(v)) ? row : null;
}
function readRows(database, { name, columns, geometryColumn, key }, file, findings, each) {
  const geometry = quoteName(geometryColumn), others = columns.filter((c) => c !== geometryColumn);
  const values = others.map((column, i) => {
    const c = quoteName(column);
    return `CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) WHEN 'blob' THEN NULL WHEN 'integer' THEN CASE WHEN ${c} BETWEEN -${MOST_EXACT} AND ${MOST_EXACT} THEN ${c} ELSE CAST(CAST(${c} AS TEXT) AS BLOB) END ELSE ${c} END AS c${i}`;
  });
  const head = [`CASE WHEN length(${geometry}) > ${LONGEST_GEOMETRY_BYTES} THEN 1 WHEN typeof(${geometry}) IN ('blob', 'null') THEN ${geometry} ELSE 0 END AS g`];
  const keyAt = key === null ? -1 : others.indexOf(key);
  const rows = database.prepare(`SELECT ${[...head, ...values].join(", ")} FROM ${quoteName(name)}`).raw().iterate();
  let features = 0;
  for (const [blob, ...cells] of rows) {
    features++;
    const id = keyAt < 0 ? void 0 : decode(cells[keyAt]);
    const where = `${file.name}:${typeof id === "number" ? id : features}`;
    const read = takeGeometry(() => readGeoPackageBlob(blob), where, file.name, findings);
    if (read === void 0) continue;
    each({ where, id, geometry: read, properties: Object.fromEntries(others.map((column, i) => [column, decode(cells[i])])) });
  }
  return features;
}
function decode(cell) {
  return cell instanceof Uint8Array || cell instanceof ArrayBuffer ? textOf(cell) : cell ?? null;
}
function asInputError(error, file) {
  const { code } = error;
  if (error instanceof InputError || typeof code !== "string" || !code.startsWith("SQLITE")) return error;
  const say = (kind, what, fix) => new InputError({ code: kind, where: file.name, what, fix }, error);
  const detail = printable(error.message);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return say("file-in-use", "is locked by another program", "Close it there");
  if (code.startsWith("SQLITE_NOTADB")) return say("wrong-format", "is no GeoPackage: it is no SQLite database, or an encrypted one", "Check that this is the right file, and export it without encryption");
  if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_READONLY")) return say("file-in-use", "cannot be opened while another program has it open", "Close it there, or copy it");
  if (code.startsWith("SQLITE_ERROR")) return say("wrong-format", `is no GeoPackage that can be read: ${quote(detail)}`, "Export the layer as GeoPackage again");
  return say("damaged-file", `is damaged (${quote(detail)})`, "Get the whole file again");
}

// src/inputs/shapefile-dbf.ts
var HEADER_BYTES = 32;
var FIELD_BYTES = 32;
var END_OF_FIELDS = 13;
var DELETED = 42;
var TYPES3 = new Set("CNFLDIO+");
var LANGUAGES = /* @__PURE__ */ new Map([[77, "gb18030"], [122, "gb18030"], [79, "big5"], [120, "big5"], [123, "shift_jis"], [121, "euc-kr"], [3, "windows-1252"], [87, "windows-1252"], [88, "windows-1252"], [89, "windows-1252"]]);
var SAID_WITHOUT_MEANING = /* @__PURE__ */ new Set([3, 87, 88, 89]);
function findDbfEncoding(dbf, declared, findings, file) {
  const ofCpg = declared === "" ? void 0 : labelOf(declared);
  if (ofCpg !== void 0) return ofCpg;
  if (declared !== "") findings.notice("unknown-encoding", file, "the .cpg names an encoding that is not known; it was found out instead", quote(declared));
  const bytes = new ByteQueue(dbf.chunks()), { language, ...head } = readHead(bytes, dbf.name);
  const ofLanguage = LANGUAGES.get(language);
  if (ofLanguage !== void 0 && !SAID_WITHOUT_MEANING.has(language)) return ofLanguage;
  const strict = new Map(["utf-8", "gb18030"].map((label) => [label, new TextDecoder(label, { fatal: true })]));
  const drop = (pieces) => {
    for (const [label, decoder] of strict) try {
      for (const piece of pieces) decoder.decode(trimCut(piece, label));
    } catch {
      strict.delete(label);
    }
  };
  drop(head.fields.map((f) => f.name));
  const fields = placed(head.fields, (name) => name.toString("latin1"));
  for (let i = 0, row = bytes.take(head.rowBytes); row !== null && i < head.rows && strict.size > 0; i++, row = bytes.take(head.rowBytes)) {
    const text4 = row;
    drop(fields.filter((f) => f.type === "C").map((f) => text4.subarray(f.start, f.start + f.length)));
  }
  const found = strict.keys().next().value;
  if (found === void 0) throw new InputError({ code: "encoding", where: dbf.name, what: "holds text neither in UTF-8 nor in GB18030", fix: "Put a .cpg beside it that names its encoding, for example BIG5" });
  if (found === "gb18030") findings.notice("gb18030", file, "is in GB18030 (GBK), not in UTF-8; it was read as that");
  return found;
}
function* readDbf(dbf, encoding, findings, file) {
  const bytes = new ByteQueue(dbf.chunks()), head = readHead(bytes, dbf.name);
  const decoder = new TextDecoder(encoding), decode3 = (piece) => decoder.decode(trimCut(piece, encoding));
  const fields = placed(head.fields, (name) => decode3(name).trim());
  const twice = fields.filter(({ name }, i) => fields.findIndex((f) => f.name === name) < i);
  if (twice.length > 0) findings.notice("duplicate-heading", file, "headings that are there twice; the first of the columns counts", twice.map((f) => quote(f.name)).join(", "), twice.length);
  const used = fields.filter((f) => !twice.includes(f) && TYPES3.has(f.type));
  noteUnread(fields.filter((f) => !TYPES3.has(f.type)).map((f) => f.name), file, findings);
  for (let i = 0; i < head.rows; i++) {
    const row = bytes.take(head.rowBytes);
    if (row === null) throw new InputError({ code: "cut-off", where: dbf.name, what: `is cut off: it has ${i} of ${head.rows} rows`, fix: "Get the whole file again" });
    yield { isDeleted: row[0] === DELETED, properties: Object.fromEntries(used.map((f) => [f.name, valueOf(row.subarray(f.start, f.start + f.length), f.type, decode3)])) };
  }
  return void 0;
}
function labelOf(declared) {
  const word = declared.toLowerCase().replace(/^(ansi|oem|cp|ms|windows)[\s_-]*(?=\d)/, "");
  if (["936", "54936", "gb18030", "gbk", "gb2312", "euc-cn"].includes(word)) return "gb18030";
  if (["65001", "utf8", "utf-8"].includes(word)) return "utf-8";
  if (word === "950") return "big5";
  if (/^125\d$/.test(word)) return `windows-${word}`;
  try {
    return new TextDecoder(word.replace(/^88591$/, "iso-8859-1")).encoding;
  } catch {
    return void 0;
  }
}
function readHead(bytes, name) {
  const damaged3 = (what, code = "damaged-file") => {
    throw new InputError({ code, where: name, what, fix: "Get the file again" });
  };
  const head = bytes.take(HEADER_BYTES) ?? damaged3("is cut off: it ends in its header", "cut-off");
  const rows = head.readUInt32LE(4), headerBytes = head.readUInt16LE(8), rowBytes = head.readUInt16LE(10);
  if (headerBytes < HEADER_BYTES + 1 || rowBytes < 1) damaged3("is no .dbf file, or a damaged one");
  const list = bytes.take(headerBytes - HEADER_BYTES) ?? damaged3("is cut off: it ends in its header", "cut-off");
  const fields = [];
  for (let at = 0; at + FIELD_BYTES <= list.length && list[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const end = list.subarray(at, at + 11).indexOf(0), type = String.fromCharCode(list[at + 11]);
    const length = type === "C" ? list.readUInt16LE(at + 16) : list[at + 16];
    fields.push({ name: list.subarray(at, at + (end < 0 ? 11 : end)), type, length });
  }
  if (fields.reduce((sum2, f) => sum2 + f.length, 1) > rowBytes) damaged3("is damaged: its fields are longer than its rows");
  return { rows, rowBytes, language: head[29], fields };
}
function placed(fields, decode3) {
  let start = 1;
  return fields.map(({ name, type, length }) => {
    const field = { name: decode3(name), type, start, length };
    start += length;
    return field;
  });
}
function trimCut(piece, encoding) {
  let end = piece.length;
  while (end > 0 && (piece[end - 1] === 32 || piece[end - 1] === 0)) end--;
  const isFull = end > piece.length - 3 || piece.length === 10;
  if (!isFull || end === 0 || piece[end - 1] < 128) return piece.subarray(0, end);
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let cut = 0; cut < 4 && cut < end; cut++) try {
    decoder.decode(piece.subarray(0, end - cut));
    return piece.subarray(0, end - cut);
  } catch {
  }
  return piece.subarray(0, end);
}
function valueOf(piece, type, decode3) {
  if (type === "I" || type === "+") return piece.length === 4 ? piece.readInt32LE(0) : null;
  if (type === "O") return piece.length === 8 ? piece.readDoubleLE(0) : null;
  const text4 = decode3(piece);
  const word = text4.replaceAll("\0", "").trim();
  switch (type) {
    case "N":
    case "F": {
      if (word === "" || /^\*+$/.test(word)) return null;
      const value = Number(word);
      return Number.isFinite(value) && /^[-+\d.eE]+$/.test(word) ? value : word;
    }
    case "L":
      return /^[TtYy]$/.test(word) ? true : /^[FfNn]$/.test(word) ? false : null;
    case "D":
      return /^\d{8}$/.test(word) ? `${word.slice(0, 4)}-${word.slice(4, 6)}-${word.slice(6)}` : null;
    case "C":
      return word === "" ? null : text4.replace(/[\0 ]+$/, "");
    default:
      return null;
  }
}

// src/inputs/shapefile-geometry.ts
var NULL = 0;
var MULTI_PATCH = 31;
var BOX_BYTES = 32;
var MOST_PAIRS = 2e7;
function readShape(shape, at) {
  const type = shape.readInt32LE(0), kind = type % 10, hasHeights = type > 10;
  if (type === NULL) return { geometry: null, hasHeights: false };
  if (type === MULTI_PATCH) throw new GeometryFault("is a MultiPatch, which is not read", "Export its outlines as polygons");
  if (type < 0 || type > 28 || ![1, 3, 5, 8].includes(kind)) throw broken3(at);
  if (kind === 1) {
    if (shape.length < 20) throw broken3(at);
    const [x, y] = positionAt2(shape, 4);
    return { geometry: x < NO_DATA || y < NO_DATA ? null : { type: "Point", coordinates: [x, y] }, hasHeights };
  }
  if (shape.length < 4 + BOX_BYTES + 4) throw broken3(at);
  if (kind === 8) return { geometry: { type: "MultiPoint", coordinates: positionsAt(shape, 40, shape.readUInt32LE(36), at) }, hasHeights };
  const parts = readParts(shape, at);
  if (parts.length === 0) return { geometry: null, hasHeights };
  if (kind === 3) return { geometry: parts.length === 1 ? { type: "LineString", coordinates: parts[0] } : { type: "MultiLineString", coordinates: parts }, hasHeights };
  const { polygons, hasLooseRings } = partRings(parts, at);
  return { geometry: polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } : { type: "MultiPolygon", coordinates: polygons }, hasHeights, hasLooseRings };
}
var NO_DATA = -1e38;
function readParts(shape, at) {
  if (shape.length < 44) throw broken3(at);
  const count = shape.readUInt32LE(36), points = shape.readUInt32LE(40), start = 44 + 4 * count;
  if (start > shape.length) throw broken3(at);
  const positions = positionsAt(shape, start, points, at);
  const firsts = Array.from({ length: count }, (_, i) => shape.readUInt32LE(44 + 4 * i));
  if (firsts.some((first, i) => first > points || first < (firsts[i - 1] ?? 0)) || count > 0 && firsts[0] !== 0 || count === 0 && points > 0) throw broken3(at);
  return firsts.map((first, i) => positions.slice(first, firsts[i + 1] ?? points)).filter((part) => part.length > 0);
}
function positionsAt(shape, start, count, at) {
  if (start + 16 * count > shape.length) throw broken3(at);
  return Array.from({ length: count }, (_, i) => positionAt2(shape, start + 16 * i));
}
function positionAt2(shape, at) {
  return [shape.readDoubleLE(at), shape.readDoubleLE(at + 8)];
}
var broken3 = (at) => new GeometryFault(`is broken in the record that begins at byte ${at}`, "Mend the feature or get the file again");
function partRings(parts, at) {
  if (parts.length === 1) return { polygons: [[parts[0]]], hasLooseRings: false };
  const rings = parts.map((positions) => ({ positions, size: signedArea(positions), box: boxOf(positions) }));
  const areas = rings.filter((r) => r.size <= 0), holes = rings.filter((r) => r.size > 0);
  if (areas.length * holes.length > MOST_PAIRS) throw broken3(at);
  const polygons = new Map(areas.map((area2) => [area2, [area2.positions]]));
  let hasLooseRings = false;
  for (const hole of holes) {
    let around = null;
    for (const area2 of areas) if ((around === null || area2.size > around.size) && isWithin(hole, area2)) around = area2;
    if (around === null) {
      polygons.set(hole, [hole.positions]);
      hasLooseRings = true;
    } else polygons.get(around)?.push(hole.positions);
  }
  return { polygons: [...polygons.values()], hasLooseRings };
}
function signedArea(ring) {
  const [x0, y0] = ring[0];
  return ring.reduce((sum2, [x, y], i) => {
    const [u, v] = ring[i === 0 ? ring.length - 1 : i - 1];
    return sum2 + (u - x0) * (y - y0) - (x - x0) * (v - y0);
  }, 0);
}
function boxOf(ring) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}
function isWithin({ positions, box, size }, area2) {
  if (box[0] < area2.box[0] || box[1] < area2.box[1] || box[2] > area2.box[2] || box[3] > area2.box[3] || size > -area2.size) return false;
  const looked = positions.slice(0, 9);
  return looked.filter((p) => isInside(p, area2.positions)).length * 2 > looked.length;
}
function isInside([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

// src/inputs/shapefile-parts.ts
import { createHash as createHash5 } from "node:crypto";
import { existsSync as existsSync2, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

// src/inputs/zip-archive.ts
import { closeSync as closeSync2, openSync as openSync2, readSync as readSync2, statSync as statSync3 } from "node:fs";
import { Inflate } from "fflate";

// src/inputs/crc32.ts
var TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : value >>> 1 ^ 3988292384;
  return value;
});
function crc32(bytes, before = 0) {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}

// src/inputs/zip-archive.ts
var END = 101010256;
var END_BYTES = 22;
var END_64 = 101075792;
var LOCATOR_64 = 117853008;
var LOCATOR_64_BYTES = 20;
var ENTRY = 33639248;
var ENTRY_BYTES = 46;
var LOCAL = 67324752;
var LOCAL_BYTES = 30;
var LONGEST_COMMENT_BYTES = 65535;
var LONGEST_DIRECTORY_BYTES = 2 ** 26;
var STEP_BYTES = 1 << 14;
function listZipParts(file) {
  return withFile(file, (read, size) => {
    if (size === 0) throw new InputError({ code: "empty-file", where: file.name, what: "is empty", fix: "Get the file again" });
    const { offset, length, count } = findDirectory(read, size, file);
    if (length > LONGEST_DIRECTORY_BYTES || offset + length > size) throw damaged(file, "is no zip archive, or a broken one");
    return readDirectory(read(offset, length), count, file);
  });
}
function* readZipPart(file, part) {
  if (part.isEncrypted) throw new InputError({ code: "unsupported-format", where: file.name, what: `its part ${quote(part.path)} is encrypted`, fix: "Pack it without a password" });
  if (part.method !== 0 && part.method !== 8) throw new InputError({ code: "unsupported-format", where: file.name, what: `its part ${quote(part.path)} is packed by method ${part.method}, which is not read`, fix: "Pack it as an ordinary zip archive (deflate)" });
  let length = 0, crc = 0;
  for (const piece of part.method === 0 ? packedChunks(file, part) : inflate(packedChunks(file, part), file, part)) {
    length += piece.length;
    if (length > part.bytes) throw damaged(file, `its part ${quote(part.path)} unfolds to more bytes than it says (${part.bytes})`);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (length !== part.bytes || crc !== part.crc) throw damaged(file, `its part ${quote(part.path)} is broken: ${length === part.bytes ? "the checksum does not fit" : `it has ${length} of ${part.bytes} bytes`}`);
}
function* inflate(chunks, file, part) {
  const out = [];
  const inflater = new Inflate((piece) => {
    if (piece.length > 0) out.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
  });
  const step = (bytes, isLast) => {
    try {
      inflater.push(bytes, isLast);
    } catch (cause) {
      throw damaged(file, `its part ${quote(part.path)} is broken`, cause);
    }
    return out.splice(0);
  };
  for (const chunk of chunks) yield* step(chunk, false);
  yield* step(new Uint8Array(0), true);
}
function* packedChunks(file, { path, offset, packedBytes }) {
  const descriptor = open(file);
  try {
    const size = statSync3(file.path).size, read = readerOf(descriptor, file);
    const cutOff2 = () => damaged(file, `its part ${quote(path)} is cut off`);
    if (offset + LOCAL_BYTES > size) throw cutOff2();
    const local = read(offset, LOCAL_BYTES);
    if (local.readUInt32LE(0) !== LOCAL) throw damaged(file, `its part ${quote(path)} is not where the directory says`);
    const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28), end = start + packedBytes;
    if (end > size) throw cutOff2();
    for (let at = start; at < end; at += STEP_BYTES) {
      const bytes = read(at, Math.min(STEP_BYTES, end - at));
      file.onBytes?.(at + bytes.length, size);
      yield bytes;
    }
  } finally {
    closeSync2(descriptor);
  }
}
function findDirectory(read, size, file) {
  const from = Math.max(0, size - END_BYTES - LONGEST_COMMENT_BYTES), tail = read(from, size - from);
  let at = tail.length - END_BYTES;
  while (at >= 0 && !(tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)) at--;
  if (at < 0) throw damaged(file, tail.length >= 4 && read(0, 4).readUInt32LE(0) === LOCAL ? "is a zip archive that is cut off" : "is no zip archive, or a broken one");
  const short = { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  if (short.count !== 65535 && short.length !== 4294967295 && short.offset !== 4294967295) return short;
  const locatorAt = from + at - LOCATOR_64_BYTES, locator = locatorAt < 0 ? null : read(locatorAt, LOCATOR_64_BYTES);
  if (locator?.readUInt32LE(0) !== LOCATOR_64) return short;
  const recordAt = Number(locator.readBigUInt64LE(8));
  if (recordAt + 56 > size) throw damaged(file, "is a broken zip archive");
  const record = read(recordAt, 56);
  if (record.readUInt32LE(0) !== END_64) throw damaged(file, "is a broken zip archive");
  return { count: Number(record.readBigUInt64LE(32)), length: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)) };
}
function readDirectory(directory, count, file) {
  const parts = [];
  for (let at = 0; parts.length < count; ) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) throw damaged(file, "is a broken zip archive");
    const flags = directory.readUInt16LE(at + 8), nameBytes = directory.readUInt16LE(at + 28), extraBytes = directory.readUInt16LE(at + 30);
    const nameAt = at + ENTRY_BYTES, extraAt = nameAt + nameBytes, next = extraAt + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged(file, "is a broken zip archive");
    const sizes = readSizes(directory, at, directory.subarray(extraAt, extraAt + extraBytes));
    parts.push({
      ...sizes,
      path: textOf2(directory.subarray(nameAt, extraAt)),
      isEncrypted: (flags & 1) !== 0,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16)
    });
    at = next;
  }
  return parts;
}
function textOf2(path) {
  for (const encoding of ["utf-8", "gb18030"]) try {
    return new TextDecoder(encoding, { fatal: true }).decode(path);
  } catch {
  }
  return path.toString("latin1");
}
function readSizes(directory, at, extra) {
  const sizes = { bytes: directory.readUInt32LE(at + 24), packedBytes: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) };
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let value = field + 4;
    for (const key of ["bytes", "packedBytes", "offset"]) {
      if (sizes[key] !== 4294967295 || value + 8 > extra.length) continue;
      sizes[key] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
  return sizes;
}
function withFile(file, use) {
  const descriptor = open(file);
  try {
    return use(readerOf(descriptor, file), statSync3(file.path).size);
  } finally {
    closeSync2(descriptor);
  }
}
function open(file) {
  try {
    return openSync2(file.path, "r");
  } catch (error) {
    throw unreadable(file, error);
  }
}
function readerOf(descriptor, file) {
  return (offset, length) => {
    const bytes = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const read = readSync2(descriptor, bytes, got, length - got, offset + got);
      if (read === 0) throw damaged(file, "is cut off");
      got += read;
    }
    return bytes;
  };
}
function damaged(file, what, cause) {
  return new InputError({ code: "damaged-file", where: file.name, what, fix: "Get the whole file: it may be cut off" }, cause);
}

// src/inputs/shapefile-parts.ts
var ENDINGS = ["shp", "dbf", "prj", "cpg"];
var LONGEST_ZIP_BYTES = 500 * 2 ** 20;
var MOST_UNFOLDED_BYTES = 500 * 2 ** 20;
function findParts(file, layer) {
  return /\.zip$/i.test(file.path) ? inArchive(file, layer) : inFolder(file, layer);
}
function inFolder(file, layer) {
  const stem = basename(file.path).replace(/\.\w+$/, ""), folder2 = dirname(file.path);
  chooseLayer([stem], layer, file);
  const siblings = existsSync2(folder2) ? readdirSync(folder2) : [];
  const hash = createHash5("sha256");
  const [shp, dbf, prj, cpg] = ENDINGS.map((ending) => {
    const own = file.path.toLowerCase().endsWith(`.${ending}`) ? basename(file.path) : void 0;
    const found = own ?? siblings.find((name) => name === `${stem}.${ending}`) ?? siblings.find((name) => name.startsWith(`${stem}.`) && name.slice(stem.length + 1).toLowerCase() === ending);
    if (found === void 0) return null;
    const part = { name: file.name.slice(0, file.name.length - basename(file.path).length) + found, path: join(folder2, found), ...ending === "shp" ? { onBytes: file.onBytes } : {} };
    for (const chunk of readChunks(part)) hash.update(chunk);
    return { name: part.name, chunks: () => readChunks(part) };
  });
  if (shp === null) throw new InputError({ code: "shapefile-parts", where: file.name, what: "is part of a Shapefile whose .shp is not there", fix: "Put the .shp beside it and name that in the project" });
  return { parts: { shp, dbf, prj, cpg }, sha256: hash.digest("hex") };
}
function inArchive(file, layer) {
  const fail = (code, what, fix) => {
    throw new InputError({ code, where: file.name, what, fix });
  };
  const hash = createHash5("sha256");
  let length = 0, unfolded = 0;
  for (const chunk of readChunks(file, hash)) {
    length += chunk.length;
    if (length > LONGEST_ZIP_BYTES) fail("too-large", `is longer than ${LONGEST_ZIP_BYTES} bytes`, "Unpack it and name the .shp in the project");
  }
  const inside = listZipParts(file).filter(({ path }) => !/(^|\/)(__MACOSX|\.)/.test(path));
  const stems = inside.map(({ path }) => path).filter((path) => /\.shp$/i.test(path)).map((path) => path.slice(0, -4)).sort();
  if (stems.length === 0) fail("no-layer", "is a zip archive without a Shapefile", "Unpack it and name the file inside it");
  const short = stems.map((stem2) => basename(stem2)), names = new Set(short).size < short.length ? stems : short;
  const stem = stems[chooseLayer(names, layer, file)];
  const [shp, dbf, prj, cpg] = ENDINGS.map((ending) => {
    const part = inside.find(({ path }) => path.startsWith(`${stem}.`) && path.slice(stem.length + 1).toLowerCase() === ending);
    if (part === void 0) return null;
    unfolded += part.bytes;
    if (unfolded > MOST_UNFOLDED_BYTES) fail("unfolds-too-far", `its part ${quote(part.path)} unfolds from ${part.packedBytes} to ${part.bytes} bytes; all parts may have ${MOST_UNFOLDED_BYTES}`, "Unpack it and name the .shp in the project");
    return { name: `${file.name}/${part.path}`, chunks: () => readZipPart({ name: file.name, path: file.path }, part) };
  });
  if (shp === null) return fail("damaged-file", "is a broken zip archive", "Get the whole file: it may be cut off");
  return { parts: { shp, dbf, prj, cpg }, sha256: hash.digest("hex") };
}

// src/inputs/shapefile.ts
var HEADER_BYTES2 = 100;
var FILE_CODE = 9994;
var VERSION = 1e3;
var LONGEST_RECORD_BYTES = 2 ** 28;
var LONGEST_PRJ_BYTES = 1 << 16;
function readShapefile(file, layer, findings, open2) {
  const { parts, sha256 } = findParts(file, layer);
  const bytes = new ByteQueue(parts.shp.chunks());
  const { extent, length } = readHeader2(bytes, parts.shp.name);
  const each = open2(readSystem(parts), extent);
  const rows = openRows(parts, file, findings);
  let features = 0, deleted = 0;
  for (const { shape, at } of records(bytes, length, parts.shp.name)) {
    const row = rows.next(), where = `${file.name}:${++features}`;
    if (row?.isDeleted) {
      deleted++;
      continue;
    }
    const geometry = takeGeometry(() => readShape(shape, at), where, file.name, findings);
    if (geometry !== void 0) each({ where, id: void 0, properties: row?.properties ?? {}, geometry, hasShortNames: true });
  }
  if (deleted > 0) findings.notice("deleted-rows", file.name, "rows are marked as deleted in the .dbf and left out", "", deleted);
  rows.finish(features);
  return { sha256, features: features - deleted };
}
function readHeader2(bytes, name) {
  const head = bytes.take(HEADER_BYTES2);
  if (head === null) throw new InputError({ code: bytes.rest === 0 ? "empty-file" : "cut-off", where: name, what: bytes.rest === 0 ? "is empty" : "is cut off: it ends in its header", fix: "Get the whole file again" });
  if (head.readInt32BE(0) !== FILE_CODE || head.readInt32LE(28) !== VERSION) throw new InputError({ code: "wrong-format", where: name, what: "is no Shapefile", fix: "Check that this is the right file" });
  const extent = [36, 44, 52, 60].map((at) => head.readDoubleLE(at));
  return { extent: extent.every(Number.isFinite) && extent.some((v) => v !== 0) ? extent : null, length: 2 * head.readInt32BE(24) };
}
function* records(bytes, fileBytes, name) {
  for (; ; ) {
    const at = bytes.taken, head = bytes.take(8);
    if (head === null && bytes.rest === 0 && at >= fileBytes) return;
    const length = (head?.readInt32BE(4) ?? 0) * 2;
    if (head !== null && (length < 4 || length > LONGEST_RECORD_BYTES)) throw new InputError({ code: "damaged-file", where: name, what: `is damaged in the record that begins at byte ${at}`, fix: "Get the file again" });
    const shape = head === null ? null : bytes.take(length);
    if (shape === null) throw new InputError({ code: "cut-off", where: name, what: `is cut off: it ends at byte ${bytes.taken + bytes.rest} of ${fileBytes}`, fix: "Get the whole file again" });
    yield { shape, at };
  }
}
function readSystem({ prj }) {
  return prj === null ? null : systemOfWkt(textOf3(prj, LONGEST_PRJ_BYTES));
}
function openRows({ dbf, cpg, shp }, file, findings) {
  if (dbf === null) {
    findings.notice("no-attributes", file.name, "has no .dbf beside it, so its features have no attributes");
    return { next: () => void 0, finish: () => void 0 };
  }
  const declared = cpg === null ? "" : textOf3(cpg, 1e3).trim();
  const rows = readDbf(dbf, findDbfEncoding(dbf, declared, findings, file.name), findings, file.name);
  let count = 0, isShort = false;
  return {
    next: () => {
      const { value, done } = rows.next();
      if (done === true) {
        isShort = true;
        return void 0;
      }
      count++;
      return value;
    },
    finish: (shapes) => {
      while (!isShort && rows.next().done !== true) count++;
      if (count !== shapes) throw new InputError({ code: "shapefile-parts", where: dbf.name, what: `has ${count} rows, and ${shp.name} has ${shapes} geometries`, fix: "Get the files of one export: they must belong together" });
    }
  };
}
function textOf3(part, most) {
  const chunks = [];
  let length = 0;
  for (const chunk of part.chunks()) {
    length += chunk.length;
    if (length > most) throw new InputError({ code: "too-large", where: part.name, what: `is longer than ${most} bytes`, fix: "Check that this is the right file" });
    chunks.push(Buffer.from(chunk));
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

// src/inputs/table-csv.ts
import { createHash as createHash6 } from "node:crypto";

// src/inputs/csv-rows.ts
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";

// src/inputs/text-encoding.ts
function findEncoding(source) {
  const isAll = (encoding) => {
    try {
      const pieces = decode2(textChunks(source), encoding);
      while (pieces.next().done !== true) ;
      return true;
    } catch (error) {
      if (error instanceof InputError) throw error;
      return false;
    }
  };
  if (isAll("utf-8")) return "utf-8";
  const { line, isMostlyUtf8 } = lookAtBroken(source);
  if (!isMostlyUtf8 && isAll("gb18030")) return "gb18030";
  throw new InputError({
    code: "encoding",
    where: `${source.name}:${line}`,
    what: isMostlyUtf8 ? "has bytes that are not UTF-8 in a text that otherwise is" : "is text neither in UTF-8 nor in GB18030",
    fix: isMostlyUtf8 ? "Mend the line: a value may have been cut within a character" : "Save it as UTF-8"
  });
}
function* decode2(chunks, encoding, fatal = true) {
  const decoder = new TextDecoder(encoding, { fatal });
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
function* utf8Chunks({ chunks }, encoding) {
  if (encoding === "gb18030") {
    for (const text4 of decode2(chunks(), encoding)) yield Buffer.from(text4);
    return;
  }
  let isFirst = true;
  for (const chunk of chunks()) {
    yield Buffer.from(isFirst && hasMark(chunk) ? chunk.subarray(3) : chunk);
    isFirst = false;
  }
}
function* textChunks({ name, chunks }) {
  let isFirst = true;
  for (const chunk of chunks()) {
    if (isFirst && (chunk[0] === 255 && chunk[1] === 254 || chunk[0] === 254 && chunk[1] === 255)) throw new InputError({ code: "encoding", where: name, what: "is UTF-16 text", fix: "Save it as UTF-8" });
    if (isFirst && chunk[0] === 80 && chunk[1] === 75 && chunk[2] === 3) throw new InputError({ code: "wrong-format", where: name, what: "is a zip archive and no CSV", fix: "If it is an Excel file, end its name in .xlsx" });
    if (chunk.includes(0)) throw new InputError({ code: "wrong-format", where: name, what: "is no text", fix: "Save it as CSV in UTF-8" });
    isFirst = false;
    yield chunk;
  }
}
function lookAtBroken({ chunks }) {
  let line = 0, lines = 1, sound = 0, broken4 = 0;
  for (const text4 of decode2(chunks(), "utf-8", false)) {
    for (let i = 0; i < text4.length; i++) {
      const code = text4.charCodeAt(i);
      if (code === 10) lines++;
      else if (code === 65533) {
        broken4++;
        line ||= lines;
      } else if (code > 127) sound++;
    }
  }
  return { line, isMostlyUtf8: sound > broken4 };
}
var hasMark = (chunk) => chunk[0] === 239 && chunk[1] === 187 && chunk[2] === 191;

// src/inputs/csv-rows.ts
var LONGEST_ROW_BYTES = 1 << 22;
async function readCsvRows(source, { encoding, delimiter, hasQuotes = true }, each) {
  if (!hasQuotes) {
    cutRows(source, encoding, delimiter, each);
    return;
  }
  let lastLine = 0, countedTwice = 0;
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_BYTES,
    on_record: (cells, { lines }) => {
      const ends = lines === lastLine + 1 ? [] : cells.flatMap((cell) => cell.match(/\r\n|\n|\r/g) ?? []);
      const twice = ends.filter((end) => end.length === 2).length;
      each(cells, lines - countedTwice - twice - ends.length);
      countedTwice += twice;
      lastLine = lines;
      return null;
    }
  });
  try {
    await pipeline(Readable.from(utf8Chunks(source, encoding)), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw faultOf(error, `${source.name}:${lastLine - countedTwice + 1}`);
  }
}
function cutRows(source, encoding, delimiter, each) {
  const decoder = new TextDecoder("utf-8");
  let line = 0, rest = "";
  const take2 = (row) => {
    line++;
    if (row !== "") each(row.split(delimiter), line);
  };
  for (const chunk of utf8Chunks(source, encoding)) {
    const text4 = rest + decoder.decode(chunk, { stream: true });
    const rows = (text4.endsWith("\r") ? text4.slice(0, -1) : text4).split(/\r\n|\n|\r/);
    rest = (rows.pop() ?? "") + (text4.endsWith("\r") ? "\r" : "");
    for (const row of rows) take2(row);
    if (rest.length > LONGEST_ROW_BYTES) throw tooLong(`${source.name}:${line + 1}`);
  }
  for (const row of (rest + decoder.decode()).split("\r")) take2(row);
}
function faultOf(error, where) {
  const fault = (what, fix) => new InputError({ code: "csv", where, what, fix }, error);
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return fault("the file ends within the quotes of this row", "Close the quote, or get the whole file: it may be cut off");
    case "CSV_MAX_RECORD_SIZE":
      return tooLong(where);
    case "INVALID_OPENING_QUOTE":
      return fault("a quote stands within a value that does not begin with one", "Put the value in quotes and double those within it");
    case "CSV_INVALID_CLOSING_QUOTE":
      return fault("text follows a closing quote", "Double the quotes within the value");
    default:
      return fault("is not CSV", "Save it as CSV again");
  }
}
function tooLong(where) {
  return new InputError({ code: "csv", where, what: `the row is longer than ${LONGEST_ROW_BYTES} bytes`, fix: "A quote in it may not be closed" });
}

// src/inputs/table-headings.ts
import { distance as distance2 } from "fastest-levenshtein";
var PAIRS = [
  ["lon", "lat"],
  ["lng", "lat"],
  ["long", "lat"],
  ["longitude", "latitude"],
  ["\u7ECF\u5EA6", "\u7EAC\u5EA6"],
  ["\u4E1C\u7ECF", "\u5317\u7EAC"],
  ["\u7ECF\u5EA6\u5750\u6807", "\u7EAC\u5EA6\u5750\u6807"],
  ["location.lng", "location.lat"],
  ["location.lon", "location.lat"],
  ["lng", "latitude"],
  ["pointx", "pointy"],
  ["xcoord", "ycoord"],
  ["x\u5750\u6807", "y\u5750\u6807"],
  ["x", "y"]
];
var JOINED = ["location", "lonlat", "lnglat", "\u5750\u6807", "\u7ECF\u7EAC\u5EA6"];
var WKT = ["wkt", "wktgeom", "geometry", "geom", "thegeom", "\u51E0\u4F55"];
function normal(heading) {
  return heading.normalize("NFKC").toLowerCase().replace(/[([{【].*$/s, "").replace(/[\s_-]/g, "");
}
function findCoordinateColumns(headings2) {
  const at = /* @__PURE__ */ new Map();
  headings2.forEach((heading, i) => {
    if (!at.has(normal(heading))) at.set(normal(heading), i);
  });
  const single = (kind, names) => names.flatMap((name) => {
    const column = at.get(name);
    return column === void 0 ? [] : [{ kind, column }];
  });
  const pairs = PAIRS.flatMap(([x, y]) => {
    const lon = at.get(x), lat = at.get(y);
    return lon === void 0 || lat === void 0 ? [] : [{ kind: "pair", lon, lat }];
  });
  return [...single("wkt", WKT), ...pairs, ...single("joined", JOINED)];
}
function suggestHeadings(headings2) {
  const words2 = headings2.map(normal);
  const like = (part, wanted, other = -1) => {
    const containing = words2.findIndex((word, i) => i !== other && part.test(word));
    return containing >= 0 ? containing : words2.findIndex((word, i) => i !== other && distance2(word, wanted) <= wanted.length / 3);
  };
  const lon = like(/lon|lng|经/, "longitude"), lat = like(/lat|纬/, "latitude", lon);
  const renamed = [lon < 0 ? [] : [`${quote(headings2[lon])} to lon`], lat < 0 ? [] : [`${quote(headings2[lat])} to lat`]].flat();
  const otherwise = 'Name the columns lon and lat (\u7ECF\u5EA6, \u7EAC\u5EA6), or one column location with "lon,lat", or one column wkt';
  return renamed.length === 0 ? otherwise : `Rename ${renamed.join(" and ")}, if that is what they hold, or n${otherwise.slice(1)}`;
}

// src/inputs/table-wkt.ts
var DEPTHS = {
  POINT: { type: "Point", depth: 0 },
  LINESTRING: { type: "LineString", depth: 1 },
  MULTIPOINT: { type: "MultiPoint", depth: 1 },
  POLYGON: { type: "Polygon", depth: 2 },
  MULTILINESTRING: { type: "MultiLineString", depth: 2 },
  MULTIPOLYGON: { type: "MultiPolygon", depth: 3 }
};
function parseWkt(text4) {
  const head = /^\s*(?:SRID\s*=\s*\d+\s*;\s*)?([A-Z]+?)\s*(?:\s(?:Z|M|ZM)|Z|M|ZM)?\s*(EMPTY\s*$|(?=\())/i.exec(text4);
  if (head === null) return void 0;
  const [all, name, empty] = head;
  const known = Object.hasOwn(DEPTHS, name.toUpperCase()) ? DEPTHS[name.toUpperCase()] : void 0;
  if (known === void 0) return void 0;
  if (empty !== "") return null;
  const cursor = { text: text4, at: all.length };
  const coordinates = known.depth === 0 ? readPoint(cursor) : readList(cursor, known.depth);
  skipSpace(cursor);
  return coordinates === void 0 || cursor.at < text4.length ? void 0 : { type: known.type, coordinates };
}
function sridOf(text4) {
  const srid = /^\s*SRID\s*=\s*(\d+)\s*;/i.exec(text4)?.[1];
  return srid === void 0 ? null : Number(srid);
}
function skipSpace(cursor) {
  while (/\s/.test(cursor.text.charAt(cursor.at))) cursor.at++;
}
function take(cursor, character) {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}
function readPoint(cursor) {
  if (!take(cursor, "(")) return void 0;
  const position = readPosition(cursor);
  return take(cursor, ")") ? position : void 0;
}
function readList(cursor, depth) {
  if (!take(cursor, "(")) return void 0;
  const members = [];
  do {
    skipSpace(cursor);
    const member = depth > 1 ? readList(cursor, depth - 1) : cursor.text[cursor.at] === "(" ? readPoint(cursor) : readPosition(cursor);
    if (member === void 0) return void 0;
    members.push(member);
  } while (take(cursor, ","));
  return take(cursor, ")") ? members : void 0;
}
var NUMBERS = /\s*([^\s,()]+)\s+([^\s,()]+)(?:\s+[^\s,()]+){0,2}/y;
function readPosition(cursor) {
  NUMBERS.lastIndex = cursor.at;
  const found = NUMBERS.exec(cursor.text);
  if (found === null) return void 0;
  const x = Number(found[1]), y = Number(found[2]);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return void 0;
  cursor.at = NUMBERS.lastIndex;
  return [x, y];
}

// src/inputs/table-rows.ts
var HEADING_ROWS = 10;
var HEADINGS_NAMED = 12;
var TableRows = class {
  #file;
  #findings;
  #each;
  #isRagged;
  /** Rows before the headings. */
  #above = [];
  /** null until they are found; the empty ones are ''. */
  #headings = null;
  #coordinates = null;
  #isHopeless = false;
  #features = 0;
  #rows = 0;
  /** @param isRagged whether rows end at their last cell that is not empty, as they do in a workbook. */
  constructor(file, findings, each, isRagged = false) {
    this.#isRagged = isRagged;
    this.#file = file;
    this.#findings = findings;
    this.#each = each;
  }
  /** Whether reading on is of no use, because there are no coordinates. */
  get isHopeless() {
    return this.#isHopeless;
  }
  /** Line of the headings, 0 until they are found. */
  headingLine = 0;
  /** @param line of the row's beginning, from 1. */
  add(cells, line) {
    if (this.#isHopeless) return;
    if (this.#coordinates !== null && this.#headings !== null) {
      this.#takeRow(cells, line, this.#headings, this.#coordinates);
      return;
    }
    if (cells.every(isEmpty)) return;
    const row = { cells, line };
    const found = findCoordinateColumns(cells.map(textOf4));
    if (found.length > 0) this.#takeHeadings(row, found);
    else if (this.#above.push(row) === HEADING_ROWS) this.#giveUp();
  }
  /** Call after the last row. @returns the number of features. */
  finish() {
    const { name } = this.#file;
    if (this.#headings === null && !this.#isHopeless) {
      if (this.#above.length > 0) this.#giveUp();
      else this.#findings.fault("empty-file", name, "is empty", "Give a table with a row of headings");
    }
    if (this.#headings !== null && this.#rows === 0) this.#findings.notice("no-rows", name, "has headings and no rows");
    return this.#features;
  }
  #takeHeadings({ cells, line }, found) {
    const { name } = this.#file, findings = this.#findings;
    const where = `${name}:${line}`;
    const upper = this.#upperHeadings();
    const headings2 = Array.from({ length: Math.max(cells.length, upper.length) }, (_, i) => textOf4(cells[i]).trim() || textOf4(upper[i]).trim());
    if (this.#above.length > 0) findings.notice("heading-row", name, "the headings are not in the first row; the rows above them were passed over", `headings in row ${line}`, this.#above.length);
    const [best, ...others] = found;
    const used = columnsOf2(best), further = others.map(columnsOf2).filter((columns) => !columns.every((c) => used.includes(c)));
    if (further.length > 0) findings.notice("coordinate-columns", name, `has several columns of coordinates; ${used.map((c) => quote(headings2[c])).join(" and ")} ${used.length > 1 ? "are" : "is"} read`, further.map((columns) => columns.map((c) => quote(headings2[c])).join(" and ")).join(", "), further.length);
    const first = /* @__PURE__ */ new Map();
    this.#headings = headings2.map((heading, i) => {
      const earlier = heading === "" ? void 0 : first.get(heading);
      if (earlier === void 0) {
        first.set(heading, i);
        return heading;
      }
      const what = `the heading ${quote(heading)} is there twice, in columns ${letters(earlier)} and ${letters(i)}`;
      if (used.includes(earlier)) findings.fault("duplicate-coordinate-heading", where, what, "Rename or remove one");
      else findings.notice("duplicate-heading", name, "headings that are there twice; the first of the columns counts", `${quote(heading)} (columns ${letters(earlier)} and ${letters(i)})`);
      return "";
    });
    this.#duplicates = headings2.map((heading, i) => heading !== "" && this.#headings?.[i] === "");
    this.#coordinates = best;
    this.headingLine = line;
  }
  /** Columns whose heading was there before: nothing of them is read, which has been said. */
  #duplicates = [];
  /** The row above the headings: of a heading merged over two rows it has the text. A title, of one cell, is none. */
  #upperHeadings() {
    const above = this.#above.at(-1)?.cells ?? [];
    return above.filter((cell) => !isEmpty(cell)).length > 1 ? above : [];
  }
  #takeRow(cells, line, headings2, coordinates) {
    if (cells.every(isEmpty)) return;
    this.#rows++;
    const { name } = this.#file, where = `${name}:${line}`;
    for (let i = headings2.length; i < cells.length; i++) {
      if (isEmpty(cells[i])) continue;
      this.#findings.fault("long-row", where, `the row has ${cells.length} cells and the headings are ${headings2.length}: ${quote(cells[i])} has none`, "Put values that hold the delimiter in quotes, or give the column a heading");
      return;
    }
    if (cells.length < headings2.length && !this.#isRagged) this.#findings.notice("short-row", name, "rows with fewer cells than there are headings; the missing ones are taken as empty", `line ${line}`);
    const properties = {};
    for (let i = 0; i < headings2.length; i++) {
      const cell = cells[i], heading = headings2[i];
      if (isEmpty(cell)) continue;
      if (heading === "") {
        if (!this.#duplicates[i]) this.#findings.notice("empty-heading", name, "values in columns without a heading are left out", `column ${letters(i)}, line ${line}`);
      } else if (heading === "__proto__") Object.defineProperty(properties, heading, { value: cell, enumerable: true });
      else properties[heading] = cell;
    }
    const geometry = this.#geometryOf(cells, where, headings2, coordinates);
    if (geometry === void 0) return;
    this.#features++;
    this.#each({ where, id: void 0, properties, geometry, isFromTable: true });
  }
  /** null where the cells are empty; undefined, with a fault, where they cannot be read. */
  #geometryOf(cells, where, headings2, coordinates) {
    if (coordinates.kind === "wkt") return this.#parseWkt(textOf4(cells[coordinates.column]).trim(), where, headings2[coordinates.column]);
    if (coordinates.kind === "joined") {
      const text4 = textOf4(cells[coordinates.column]).normalize("NFKC").replace(/^[\s([]+|[\s)\]]+$/g, "");
      if (text4 === "") return null;
      const parts = text4.split(/[\s,;、]+/);
      const lon2 = parts.length === 2 ? numberOf(parts[0]) : null, lat2 = parts.length === 2 ? numberOf(parts[1]) : null;
      if (lon2 !== null && lat2 !== null) return point(lon2, lat2);
      this.#findings.fault("coordinate-text", where, `${quote(headings2[coordinates.column])} is ${quote(cells[coordinates.column])}, expected "longitude,latitude"`, "Write it as 121.4737,31.2304");
      return void 0;
    }
    const { lon: x, lat: y } = coordinates;
    if (isEmpty(cells[x]) && isEmpty(cells[y])) return null;
    const lon = numberOf(cells[x]), lat = numberOf(cells[y]);
    if (lon !== null && lat !== null) return point(lon, lat);
    for (const [column, number] of [[x, lon], [y, lat]]) {
      if (number !== null) continue;
      const is = isEmpty(cells[column]) ? "is empty and the other coordinate is not" : `is ${quote(cells[column])}, expected a number`;
      this.#findings.fault("coordinate-text", where, `${quote(headings2[column])} ${is}`, "Write a decimal number such as 121.4737, or leave both cells empty");
    }
    return void 0;
  }
  #parseWkt(text4, where, heading) {
    if (text4 === "") return null;
    const srid = sridOf(text4);
    if (srid !== null && srid !== 4326 && srid !== 4490) {
      this.#findings.fault("wkt-srid", where, `${quote(heading)} names the coordinate system ${srid}`, 'Leave "SRID=...;" out and declare the system in the project (crs)');
      return void 0;
    }
    const geometry = parseWkt(text4);
    if (geometry === void 0) this.#findings.fault("wkt", where, `${quote(heading)} is ${quote(text4)}, expected well-known text`, "Write it as POINT (121.4737 31.2304), LINESTRING (...) or POLYGON ((...))");
    return geometry;
  }
  /** One fault that lists the headings. */
  #giveUp() {
    this.#isHopeless = true;
    const row = this.#above.find(({ cells }) => cells.filter((cell) => !isEmpty(cell)).length > 1) ?? this.#above[0];
    const headings2 = row.cells.map((cell) => textOf4(cell).trim()).filter((heading) => heading !== "");
    const named = headings2.slice(0, HEADINGS_NAMED).map((h) => quote(h)).join(", ") + (headings2.length > HEADINGS_NAMED ? ` and ${headings2.length - HEADINGS_NAMED} more` : "");
    this.#findings.fault("no-coordinate-columns", `${this.#file.name}:${row.line}`, `no column of coordinates is among the headings ${named}`, suggestHeadings(headings2));
  }
};
var isEmpty = (cell) => cell === null || cell === void 0 || cell === "" || typeof cell === "string" && cell.trim() === "";
var textOf4 = (cell) => cell === null || cell === void 0 ? "" : String(cell);
var point = (lon, lat) => ({ type: "Point", coordinates: [lon, lat] });
var columnsOf2 = (columns) => columns.kind === "pair" ? [columns.lon, columns.lat] : [columns.column];
function numberOf(cell) {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== "string") return null;
  let text4 = cell.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text4)) text4 = text4.normalize("NFKC").replace(/°$/, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text4)) return null;
  const number = Number(text4);
  return Number.isFinite(number) ? number : null;
}
function letters(column) {
  return (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + column % 26);
}

// src/inputs/table-csv.ts
var DELIMITERS = [",", ";", "	"];
async function readCsvFeatures(file, findings, each) {
  const { name } = file, hash = createHash6("sha256");
  const encoding = findEncoding({ name, chunks: () => readChunks(file) });
  if (encoding === "gb18030") findings.notice("gb18030", name, "is in GB18030 (GBK), not in UTF-8; it was read as that");
  const rows = new TableRows(file, findings, each);
  const isRead = await findings.collectLater(async () => {
    await readCsvRows({ name, chunks: () => readChunks(file, hash) }, { encoding, delimiter: findDelimiter(file, encoding) }, (cells, line) => {
      rows.add(cells, line);
    });
    return true;
  });
  return { sha256: hash.digest("hex"), features: isRead === true ? rows.finish() : 0 };
}
function findDelimiter(file, encoding) {
  let best = DELIMITERS[0], bestScore = 0;
  const lines = [];
  for (const text4 of decode2(readChunks(file), encoding)) {
    lines.push(...text4.slice(0, 1 << 16).split(/\r\n|\n|\r/).filter((line) => line.trim() !== "").slice(0, HEADING_ROWS));
    break;
  }
  for (const delimiter of DELIMITERS) {
    const scores = lines.map((line) => {
      const cells = line.replaceAll(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(delimiter, " ")).split(delimiter);
      return cells.length + (findCoordinateColumns(cells).length > 0 ? 1e6 : 0);
    });
    const score = Math.max(1, ...scores);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

// src/inputs/table-xlsx.ts
import { createHash as createHash7 } from "node:crypto";

// src/inputs/table-workbook.ts
import { unzipSync } from "fflate";
import { SaxesParser } from "saxes";
var MOST_UNFOLDED_BYTES2 = 500 * 2 ** 20;
var MOST_RATIO = 200;
var HARMLESS_BYTES = 10 * 2 ** 20;
var MOST_ROWS = 1048576;
var MOST_COLUMNS3 = 16384;
function readSheet(bytes, file, sheet, each) {
  checkKind(bytes, file);
  const archive = new Archive(bytes, file);
  const workbookPath = archive.relations("").find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const relations = archive.relations(workbookPath);
  const { sheets, is1904 } = readWorkbook(archive.text(workbookPath), file);
  const tables = sheets.flatMap(({ id, ...rest }) => relations.filter((r) => r.id === id && r.type === "worksheet").map(({ target: target2 }) => ({ ...rest, target: target2 })));
  const chosen = sheet === null ? tables.find((t) => !t.isHidden) ?? tables.at(0) : tables.find((t) => t.name === sheet);
  if (chosen === void 0) {
    throw new InputError({ code: "no-sheet", where: file, what: sheet === null ? "has no sheet" : `has no sheet ${quote(sheet)}`, fix: sheet === null || tables.length === 0 ? "Check that this is the right file" : suggest(sheet, tables.map((t) => t.name)) });
  }
  const part = (type) => {
    const path = relations.find((r) => r.type === type)?.target;
    return path === void 0 ? "" : archive.text(path, true);
  };
  const book = { strings: readStrings(part("sharedStrings"), file), isDate: readDateStyles(part("styles"), file), is1904 };
  const found = readRows2(archive.text(chosen.target), file, book, each);
  return { name: chosen.name, others: tables.filter((t) => t !== chosen && !t.isHidden).map((t) => t.name), ...found };
}
function checkKind(bytes, where) {
  if (bytes[0] === 80 && bytes[1] === 75) return;
  const fail = (code, what, fix) => {
    throw new InputError({ code, where, what, fix });
  };
  if (bytes.length === 0) fail("empty-file", "is empty", "Check that this is the right file");
  if (Buffer.from(bytes.subarray(0, 4)).toString("hex") === "d0cf11e0") {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from("EncryptedPackage", "utf16le"))) fail("unsupported-format", "is protected by a password", "Save it without a password");
    fail("unsupported-format", "is of the old Excel format (.xls)", "Save it as .xlsx or as CSV in UTF-8");
  }
  fail("wrong-format", "is no .xlsx file: it is no zip archive", "Save it as .xlsx, or if it is CSV end its name in .csv");
}
var Archive = class {
  #bytes;
  #file;
  #unfolded = 0;
  constructor(bytes, file) {
    this.#bytes = bytes;
    this.#file = file;
  }
  /** '' where an optional part is missing. @throws {InputError} if it cannot be had. */
  text(path, isOptional = false) {
    let found;
    try {
      const parts = unzipSync(this.#bytes, { filter: ({ name, size, originalSize }) => {
        if (name !== path) return false;
        this.#unfolded += originalSize;
        const isTooFolded = originalSize > HARMLESS_BYTES && originalSize > size * MOST_RATIO;
        if (this.#unfolded > MOST_UNFOLDED_BYTES2 || isTooFolded) {
          throw new InputError({ code: "unfolds-too-far", where: this.#file, what: `its part ${quote(name)} unfolds from ${size} to ${originalSize} bytes, more than is allowed`, fix: "Save the sheet as CSV in UTF-8" });
        }
        return true;
      } });
      if (Object.hasOwn(parts, path)) found = parts[path];
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError({ code: "damaged-file", where: this.#file, what: "is a broken zip archive", fix: "Get the whole file: it may be cut off" }, cause);
    }
    if (found === void 0 && !isOptional) throw new InputError({ code: "damaged-file", where: this.#file, what: `is no workbook: it has no part ${quote(path)}`, fix: "Save it as .xlsx again" });
    return found === void 0 ? "" : decodeUtf8(found, this.#file);
  }
  /** What a part refers to ('' is the archive itself), its paths from the root. */
  relations(path) {
    const folder2 = path.slice(0, path.lastIndexOf("/") + 1);
    const relations = [];
    parseXml(this.text(`${folder2}_rels/${path.slice(folder2.length)}.rels`, true), this.#file, {
      open: (name, { Id: id = "", Type: type = "", Target: target2 = "" }) => {
        if (name === "Relationship") relations.push({ id, type: type.slice(type.lastIndexOf("/") + 1), target: target2.startsWith("/") ? target2.slice(1) : folder2 + target2 });
      }
    });
    return relations;
  }
};
var XML_CHUNK = 1 << 16;
function parseXml(text4, file, { open: open2, close, text: onText }) {
  if (text4 === "") return;
  const parser = new SaxesParser();
  const local = (name) => name.slice(name.indexOf(":") + 1);
  parser.on("error", (cause) => {
    throw new InputError({ code: "xml", where: file, what: "holds XML that is broken", fix: "Save it as .xlsx again" }, cause);
  });
  parser.on("opentag", ({ name, attributes }) => {
    open2(local(name), attributes);
  });
  if (close) parser.on("closetag", ({ name }) => {
    close(local(name));
  });
  if (onText) {
    parser.on("text", onText);
    parser.on("cdata", onText);
  }
  for (let at = 0; at < text4.length; at += XML_CHUNK) parser.write(text4.slice(at, at + XML_CHUNK));
  parser.close();
}
function readWorkbook(text4, file) {
  const sheets = [];
  let is1904 = false;
  parseXml(text4, file, {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributes["date1904"] ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      sheets.push({ name: attributes["name"] ?? "", id, isHidden: attributes["state"] !== void 0 && attributes["state"] !== "visible" });
    }
  });
  return { sheets, is1904 };
}
function readStrings(xml, file) {
  const strings = [];
  let string = "", inText = false, inReading = false;
  parseXml(xml, file, {
    open: (name) => {
      if (name === "si") string = "";
      else if (name === "rPh") inReading = true;
      else if (name === "t") inText = !inReading;
    },
    text: (text4) => {
      if (inText) string += text4;
    },
    close: (name) => {
      if (name === "si") strings.push(unescape(string));
      else if (name === "rPh") inReading = false;
      else if (name === "t") inText = false;
    }
  });
  return strings;
}
function unescape(text4) {
  return text4.includes("_x") ? text4.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))) : text4;
}
function readDateStyles(xml, file) {
  const formats = /* @__PURE__ */ new Map(), styles = [];
  let inCells = false;
  parseXml(xml, file, {
    open: (name, attributes) => {
      if (name === "numFmt") formats.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) styles.push(isDateFormat(Number(attributes["numFmtId"] ?? 0), formats));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    }
  });
  return styles;
}
function isDateFormat(id, formats) {
  const code = formats.get(id);
  if (code === void 0) return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58;
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").replace(/^General$/i, ""));
}
function readRows2(xml, file, book, each) {
  const errors = [], merged = [];
  let row = 0, column = -1, cells = [], inRow = false;
  let type = "", style = "", value = "", inValue = false, inReading = false;
  const broken4 = (what) => {
    throw new InputError({ code: "damaged-file", where: `${file}:${Math.max(1, row)}`, what, fix: "Save it as .xlsx again" });
  };
  parseXml(xml, file, {
    open: (name, attributes) => {
      if (name === "row") {
        const next = attributes["r"] === void 0 ? row + 1 : Number(attributes["r"]);
        if (!Number.isInteger(next) || next <= row || next > MOST_ROWS) broken4(`its rows are out of order: ${quote(attributes["r"] ?? next)} follows ${row}`);
        row = next;
        cells = [];
        column = -1;
        inRow = true;
      } else if (name === "c" && inRow) {
        const next = attributes["r"] === void 0 ? column + 1 : columnOf(attributes["r"]);
        if (next <= column || next >= MOST_COLUMNS3) broken4(`its cells are out of order: ${quote(attributes["r"] ?? next)} follows column ${column + 1}`);
        column = next;
        type = attributes["t"] ?? "n";
        style = attributes["s"] ?? "";
        value = "";
      } else if (name === "v" || name === "t") inValue = inRow && !inReading;
      else if (name === "rPh") inReading = true;
      else if (name === "mergeCell") merged.push(attributes["ref"] ?? "");
    },
    text: (text4) => {
      if (inValue) value += text4;
    },
    close: (name) => {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") inReading = false;
      else if (name === "c" && inRow && value !== "") {
        if (type === "e") errors.push(`${value} in row ${row}`);
        else {
          const cell = cellOf(value, type, book.isDate[Number(style)] ?? false, book);
          if (cell === void 0) broken4(`a cell holds ${quote(value)}, which is no value of its type ${quote(type)}`);
          while (cells.length < column) cells.push(null);
          cells[column] = cell;
        }
      } else if (name === "row" && inRow) {
        inRow = false;
        each(cells, row);
      }
    }
  });
  return { errors, merged };
}
function cellOf(value, type, isDate, { strings, is1904 }) {
  switch (type) {
    case "s":
      return /^\s*\d+\s*$/.test(value) ? strings.at(Number(value)) : void 0;
    case "b":
      return value.trim() === "1" || value.trim() === "true";
    case "n": {
      const number = Number(value);
      return value.trim() === "" || !Number.isFinite(number) ? void 0 : isDate ? isoDate(number, is1904) : number;
    }
    case "d":
      return value;
    default:
      return unescape(value);
  }
}
function columnOf(address) {
  const found = /^([A-Z]{1,3})\d+$/i.exec(address)?.[1].toUpperCase();
  if (found === void 0) return MOST_COLUMNS3;
  let column = 0;
  for (let i = 0; i < found.length; i++) column = column * 26 + found.charCodeAt(i) - 64;
  return column - 1;
}
var DAY_MS = 864e5;
function isoDate(days, is1904) {
  const shifted2 = is1904 ? days + 1462 : days < 60 && days >= 1 ? days + 1 : days;
  const date = new Date(Math.round(shifted2 * 86400) * 1e3 + Date.UTC(1899, 11, 30));
  if (days < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return days;
  const [day, time] = date.toISOString().slice(0, 19).split("T");
  if (days < 1) return time;
  return date.getTime() % DAY_MS === 0 ? day : `${day}T${time}`;
}

// src/inputs/table-xlsx.ts
var LONGEST_BYTES = 500 * 2 ** 20;
function readXlsxFeatures(file, findings, each, sheet = null) {
  const hash = createHash7("sha256"), parts = [];
  let length = 0;
  for (const chunk of readChunks(file, hash)) {
    length += chunk.length;
    if (length > LONGEST_BYTES) throw new InputError({ code: "too-large", where: file.name, what: `is longer than ${LONGEST_BYTES} bytes`, fix: "Save it as CSV in UTF-8" });
    parts.push(Buffer.from(chunk));
  }
  const rows = new TableRows(file, findings, each, true);
  const { name, others, errors, merged } = readSheet(Buffer.concat(parts), file.name, sheet, (cells, row) => {
    rows.add(cells, row);
  });
  const features = rows.finish();
  if (sheet === null) for (const other of others) findings.notice("other-sheets", file.name, `only the sheet ${quote(name)} was read; there are others`, quote(other));
  for (const error of errors) findings.notice("error-cell", file.name, "cells that hold an error of the spreadsheet are taken as empty", error);
  for (const range of merged) {
    const last = Number(/\d+$/.exec(range)?.[0] ?? 0);
    if (rows.headingLine > 0 && last > rows.headingLine) findings.notice("merged-cells", file.name, "of merged cells below the headings only the first has the value, the others are taken as empty", range);
  }
  return { sha256: hash.digest("hex"), features };
}

// src/inputs/layer.ts
var NOT_READ = /\.(xls|ods|gdb|pbf|osm|osm\.gz|kml|kmz|gml|tab|mif|dwg|dxf|parquet|sqlite|7z|rar)$/i;
async function readLayer(source, findings, each) {
  const { file, crs, layer } = source;
  const inDegrees = convertFrom(crs, findings, each);
  const open2 = (carried, extent) => convertFrom(settleSystem(source, carried, extent), findings, each);
  const ending = NOT_READ.exec(file.path)?.[1];
  if (ending !== void 0) throw new InputError({ code: "unsupported-format", where: file.name, what: `is a .${ending} file, which this version does not read`, fix: "Export it as GeoPackage, Shapefile, GeoJSON, CSV or XLSX" });
  if (/\.gpkg$/i.test(file.path)) return readGeoPackage(file, layer, findings, open2);
  if (/\.fgb$/i.test(file.path)) return readFlatGeobuf(file, findings, open2);
  if (/\.(shp|dbf|shx|prj|cpg|zip)$/i.test(file.path)) return readShapefile(file, layer, findings, open2);
  if (/\.(csv|tsv|txt)$/i.test(file.path)) return await readCsvFeatures(file, findings, inDegrees);
  if (/\.xlsx$/i.test(file.path)) return readXlsxFeatures(file, findings, inDegrees, layer);
  return readFeatures(file, crs.name, findings, inDegrees);
}
function convertFrom(crs, findings, each) {
  return crs.toDegrees === null ? each : (feature) => {
    const geometry = toDegrees(feature, crs, findings);
    if (geometry !== void 0) each({ ...feature, geometry });
  };
}
function toDegrees({ geometry, where }, { toDegrees: convert, findFault }, findings) {
  if (geometry === null || typeof geometry !== "object" || convert === null) return geometry;
  const odd = [];
  const walk = (value, depth = 0) => {
    if (!Array.isArray(value) || depth > 4) return value;
    if (typeof value[0] !== "number" || typeof value[1] !== "number") return value.map((v) => walk(v, depth + 1));
    const [x, y] = value;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return value;
    const fault = findFault(x, y);
    if (fault !== null) {
      if (odd.length === 0) findings.fault("crs-range", where, `the coordinate [${x}, ${y}] ${fault.what}`, fault.fix);
      odd.push(x, y);
      return value;
    }
    return [...convert(x, y)];
  };
  const { coordinates, ...rest } = geometry;
  const converted = walk(coordinates);
  return odd.length === 0 ? { ...rest, coordinates: converted } : void 0;
}

// src/inputs/osm-bus-stops.ts
import Flatbush from "flatbush";

// src/core/ids.ts
function compareIds(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/inputs/osm-bus-stops.ts
var SAME_NAME_METRES = 100;
var NAMELESS_METRES = 30;
function mergeStops(given) {
  const rank = ({ name, isPole }) => (name === "" ? 2 : 0) + (isPole ? 0 : 1);
  const objects = [...given].sort((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id));
  if (objects.length === 0) return [];
  const index = new Flatbush(objects.length);
  for (const { at: [lon, lat] } of objects) index.add(lon, lat);
  index.finish();
  const stops = /* @__PURE__ */ new Map();
  objects.forEach(({ id, name, at }, i) => {
    const most = name === "" ? NAMELESS_METRES : SAME_NAME_METRES, per = degreeMetres(at[1]), dLon = most / per.lon, dLat = most / per.lat;
    const near = index.search(at[0] - dLon, at[1] - dLat, at[0] + dLon, at[1] + dLat, (j) => stops.has(j) && (name === "" || objects[j].name === name)).map((j) => ({ j, metres: geodesicMetres(at[0], at[1], objects[j].at[0], objects[j].at[1]) })).filter(({ metres }) => metres <= most).sort((a, b) => a.metres - b.metres || a.j - b.j);
    if (near.length > 0) stops.get(near[0].j)?.objects.push(id);
    else stops.set(i, { id, name, at, objects: [id] });
  });
  return [...stops.values()].sort((a, b) => compareIds(a.id, b.id));
}

// src/inputs/osm-facilities.ts
import area from "@turf/area";
import isInPolygon from "@turf/boolean-point-in-polygon";

// src/inputs/osm-mapping.ts
import { fileURLToPath as fileURLToPath2 } from "node:url";
import { z as z2 } from "zod";

// src/inputs/poi-mapping.ts
import { fileURLToPath } from "node:url";
import { z } from "zod";

// src/inputs/yaml-file.ts
import { distance as distance3 } from "fastest-levenshtein";
import { LineCounter, isNode, isScalar, parseDocument, visit } from "yaml";
var MAX_BYTES = 1 << 20;
var UNKNOWN_KEYS_PLACED = 20;
var MISSPELT_NAMED = 5;
function readYaml(file, schema, findings) {
  const { text: text4, sha256 } = readText(file, MAX_BYTES);
  const lines = new LineCounter();
  const document = parse2(text4, file, lines, findings);
  if (document === null) return null;
  const place2 = (path) => placeOf(document, lines, file.name, path);
  const data = toData(document, file);
  const unknown = [];
  let result = schema.safeParse(data);
  if (!result.success) {
    for (const { issue, path } of result.error.issues.flatMap((i) => unfold(i))) {
      if (issue.code !== "unrecognized_keys") continue;
      dropKeys(issue.keys, path, data, file, place2, findings);
      unknown.push({ path, keys: issue.keys });
    }
    result = schema.safeParse(data);
  }
  if (result.success) return { value: result.data, sha256, place: place2 };
  const said = /* @__PURE__ */ new Set();
  for (const { issue, path } of result.error.issues.flatMap((i) => unfold(i))) {
    const where = place2(path), { what, fix } = explain(issue, path, valueAt(data, path), keysBeside(path, unknown));
    if (!said.has(`${where} ${what}`)) findings.fault("schema", where, what, fix);
    said.add(`${where} ${what}`);
  }
  return null;
}
function parse2(text4, file, lines, findings) {
  const document = parseDocument(text4, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" });
  const placeAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return `${file.name}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    for (const { pos, message } of document.errors) {
      const what = message.includes("call stack") ? "is nested too deeply" : `is not YAML: ${shorten(message.replace(/; please use.*|\.$/s, ""), 160)}`;
      findings.fault("yaml-syntax", placeAt(pos[0]), what, "Mend the line");
    }
    return null;
  }
  if (document.contents === null || isScalar(document.contents) && document.contents.value === null) {
    findings.fault("yaml-syntax", file.name, "is empty", "Check that this is the right file");
    return null;
  }
  for (const { pos, message } of document.warnings) findings.notice("yaml", file.name, "oddities of the YAML that were passed over", `${message} (line ${lines.linePos(pos[0]).line})`);
  const twice = [];
  visit(document, {
    Map(_, { items }) {
      const keys = /* @__PURE__ */ new Set();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) twice.push(key);
        keys.add(key.value);
      }
    }
  });
  for (const { value, range } of twice) findings.fault("yaml-syntax", placeAt(range?.[0] ?? 0), `the key ${quote(value)} is there twice`, "Remove one");
  return twice.length === 0 ? document : null;
}
function toData(document, file) {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new InputError({ code: "yaml-syntax", where: file.name, what: "its aliases (*name) lead nowhere or unfold to more than is allowed", fix: "Write the values out" }, cause);
  }
}
function dropKeys(keys, path, data, file, place2, findings) {
  const parent = valueAt(data, path);
  keys.forEach((key, i) => {
    const line = i < UNKNOWN_KEYS_PLACED ? ` (line ${place2([...path, key]).split(":").at(-2)})` : "";
    findings.notice("unknown-key", file.name, "keys that mean nothing here are ignored", quote(key) + line);
    if (typeof parent === "object" && parent !== null) Reflect.deleteProperty(parent, key);
  });
}
function placeOf(document, lines, name, path) {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return `${name}:${line}:${col}`;
    }
  }
  return `${name}:1:1`;
}
function valueAt(data, path) {
  return path.reduce((value, key) => value === null || typeof value !== "object" ? void 0 : value[key], data);
}
function unfold(issue, base = []) {
  const path = [...base, ...issue.path];
  const branches = issue.code === "invalid_union" ? issue.errors.filter((issues) => !issues.some(isOfOtherKind)) : [];
  const branch = branches.toSorted((a, b) => unknownKeysOf(a).length - unknownKeysOf(b).length || misspelling(a) - misspelling(b)).at(0);
  return branch === void 0 ? [{ issue, path }] : branch.flatMap((i) => unfold(i, path));
}
function unknownKeysOf(issues) {
  return issues.flatMap((issue) => issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : []);
}
function misspelling(issues) {
  const unknown = unknownKeysOf(issues), missing = issues.flatMap(({ code, path }) => code !== "unrecognized_keys" && path.length === 1 ? [String(path[0])] : []);
  return missing.reduce((sum2, key) => sum2 + Math.min(...unknown.map((given) => distance3(given, key)), key.length), 0);
}
function isOfOtherKind(issue) {
  if (issue.path.length > 0) return false;
  return issue.code === "invalid_type" || issue.code === "invalid_union" && issue.errors.every((branch) => branch.some(isOfOtherKind));
}
function keysBeside(path, unknown) {
  const parent = path.slice(0, -1);
  return unknown.flatMap(({ path: at, keys }) => at.length === parent.length && at.every((key, i) => key === parent[i]) ? keys : []);
}
function explain(issue, path, value, beside) {
  const name = path.length === 0 ? "the file" : shorten(path.map(String).join("."), 100);
  if (value === void 0 && issue.code !== "custom") {
    const named = beside.length === 0 ? "" : `; ${beside.slice(0, MISSPELT_NAMED).map(quote).join(", ")} ${beside.length === 1 ? "means" : "mean"} nothing here`;
    return { what: `${name} is missing${named}`, fix: `Add it (${issue.message})` };
  }
  const is = `${name} is ${typeof value === "object" && value !== null ? Array.isArray(value) ? "a list" : "a map" : quote(value)}`;
  if (issue.code === "invalid_value") {
    const choices = issue.values.map(String);
    return { what: is, fix: typeof value === "string" ? suggest(value, choices) : `Choose one of: ${choices.join(", ")}` };
  }
  return issue.message.startsWith("expected") ? { what: `${is}, ${issue.message}`, fix: "Correct it" } : { what: is, fix: issue.message };
}

// src/inputs/poi-mapping.ts
var MAPPINGS = fileURLToPath(new URL("../../data/poi-mappings", import.meta.url));
var text = z.string("expected text").min(1, "expected text");
var typeId = z.string("expected a type id").regex(/^[a-z][a-z0-9_]*$/, "expected small letters, digits and _");
var confidence = z.enum(["high", "medium", "low"]);
var words = z.array(text, "expected a list of words");
var headings = z.array(text, "expected a list of headings").min(1, "expected at least one heading");
var ruleSchema = z.strictObject({
  type: typeId,
  codes: z.array(z.strictObject({ code: text, zh: text.optional() }, "expected {code: ...}")).default([]),
  codeConfidence: confidence.optional(),
  names: words.default([]),
  nameConfidence: confidence.optional(),
  exclude: words.optional(),
  provides: z.array(typeId).default([])
}, "expected a map with type, codes and names").refine((r) => r.codes.length > 0 || r.names.length > 0, { error: "needs codes, names or both", path: ["type"] }).refine((r) => r.codes.length === 0 || r.codeConfidence !== void 0, { error: "needs codeConfidence: high, medium or low", path: ["codes"] }).refine((r) => r.names.length === 0 || r.nameConfidence !== void 0, { error: "needs nameConfidence: high, medium or low", path: ["names"] });
var mappingSchema = z.strictObject({
  id: text,
  version: text,
  name: z.strictObject({ zh: text, en: text }, "expected {zh: ..., en: ...}"),
  codesStatus: z.enum(["seen", "memory", "proposed"], "expected seen, memory or proposed"),
  /** digits: 060700 stands for all of 0607; path: levels parted by ; stand for all below them. */
  codeStyle: z.enum(["digits", "path"]),
  codeSeparator: text,
  columns: z.strictObject({ id: headings, name: headings, code: headings }, "expected {id: [...], name: [...], code: [...]}"),
  exclude: words,
  decided: z.record(z.string(), typeId, "expected {id of the place: type or none}").default({}),
  rules: z.array(ruleSchema, "expected a list of rules").min(1, "expected at least one rule")
}, "expected a map with id, version, name, columns, exclude and rules");

// src/inputs/tag-tests.ts
import { distance as distance4 } from "fastest-levenshtein";
var OPERATORS = ["=", "!=", "~", "!~", "<", ">"];
var AREA = "areaSquareMetres";
function parseTagTests(expression) {
  if (/\s\|\s|\sor\s/i.test(expression)) return "Write alternatives as entries of the list; | without spaces parts values";
  if (/[()]/.test(expression)) return "Write no brackets: give each alternative as an entry of the list";
  const tests2 = [];
  for (const part of expression.split("&")) {
    const [, key2, operator2, value] = /^\s*([A-Za-z][\w:.-]*)\s*(!=|!~|=|~|<|>)\s*(.*?)\s*$/u.exec(part) ?? [];
    const sign = OPERATORS.find((o) => o === operator2);
    if (sign === void 0) return `Write ${part.trim() === "" ? "a test between every &" : `"${part.trim()}" as key=value, key!=value, key~word, key!~word, key<number or key>number`}`;
    const fault = faultOf2(key2, sign, value);
    if (fault !== null) return fault;
    tests2.push({ key: key2, operator: sign, values: value.split("|").map((v) => v.trim()) });
  }
  const [{ key, operator }] = tests2;
  return key === AREA || !(operator === "=" || operator === "~") ? "Begin with a test that asks for a tag: key=value or key~word" : tests2;
}
function faultOf2(key, operator, value) {
  if (value === "" || value.split("|").some((v) => v.trim() === "")) return `Give "${key}${operator}" a value`;
  const isMeasure = operator === "<" || operator === ">";
  if (isMeasure && !/^\d+(\.\d+)?$/.test(value)) return `Compare "${key}" with a number`;
  if (isMeasure && (key === "area" || key !== AREA && distance4(key, AREA) <= 4)) return `The size of a polygon is ${AREA}${operator}${value}`;
  if (!isMeasure && key === AREA) return `Compare ${AREA} with < or >`;
  if (/^=/.test(value)) return `Write one sign: ${key}${operator}${value.replace(/^=+/, "")}`;
  if (operator.endsWith("~") && /[\\^$*+?[\]{}]/.test(value)) return `"${key}${operator}" takes words, one of which is in the value; it is no regular expression`;
  return null;
}

// src/inputs/osm-mapping.ts
var BUILT_IN = fileURLToPath2(new URL("../../data/poi-mappings/osm.yaml", import.meta.url));
var text2 = z2.string("expected text").min(1, "expected text");
var tests = text2.superRefine((given, context) => {
  const parsed = parseTagTests(given);
  if (typeof parsed === "string") context.addIssue(parsed);
});
var mappingSchema2 = z2.strictObject({
  id: text2,
  version: text2,
  name: z2.strictObject({ zh: text2, en: text2 }, "expected {zh: ..., en: ...}"),
  tagsStatus: z2.enum(["seen", "memory", "proposed"], "expected seen, memory or proposed"),
  decided: z2.record(z2.string(), typeId, "expected {id of the object, such as w123: type or none}").default({}),
  rules: z2.array(z2.strictObject({
    type: typeId,
    tags: z2.array(tests, "expected a list of tag tests").min(1, "expected at least one tag test"),
    confidence,
    provides: z2.array(typeId, "expected a list of type ids").default([])
  }, "expected a map with type, tags and confidence"), "expected a list of rules").min(1, "expected at least one rule")
}, "expected a map with id, version, name, tagsStatus and rules");
function readOsmMapping({ mapping }, findings) {
  if (mapping !== null && mapping.file === null && mapping.id !== "osm") {
    throw new InputError({ code: "unknown-mapping", where: mapping.where, what: `the mapping "${mapping.id}" is none for OpenStreetMap files`, fix: "Leave it out, or name a .yaml file" });
  }
  const file = mapping?.file ?? { name: "osm.yaml", path: BUILT_IN };
  const yaml = readYaml(file, mappingSchema2, findings);
  if (yaml === null) return null;
  const byKey = /* @__PURE__ */ new Map(), keys = /* @__PURE__ */ new Set();
  for (const { tags, ...rule } of yaml.value.rules) {
    for (const given of tags) {
      const parsed = parseTagTests(given);
      if (typeof parsed === "string") throw new RangeError(`"${given}" passed the schema and is no tag test`);
      const [{ key }] = parsed;
      byKey.set(key, [...byKey.get(key) ?? [], { ...rule, tests: parsed }]);
      for (const test of parsed) keys.add(test.key);
    }
  }
  return { id: yaml.value.id, file, sha256: yaml.sha256, decided: new Map(Object.entries(yaml.value.decided)), byKey, keys: [...keys] };
}

// src/inputs/osm-rings.ts
function joinRings(ways) {
  const rings = [], used = /* @__PURE__ */ new Set();
  const ends = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
  let openWays = 0;
  for (const way of ways) {
    const { refs, isInner } = way, first = refs[0], last = refs[refs.length - 1];
    if (refs.length < 2) openWays++;
    else if (first === last) rings.push(...cutLoops(Array.from(refs), isInner));
    else for (const node of [first, last]) (ends[+isInner].get(node) ?? setDefault(ends[+isInner], node)).push(way);
  }
  const nextAt = (node, isInner) => {
    for (const role of [+isInner, 1 - +isInner]) {
      const there = ends[role].get(node) ?? [];
      while (there.length > 0 && used.has(there[there.length - 1])) there.pop();
      if (there.length > 0) return there[there.length - 1];
    }
    return void 0;
  };
  for (const start of ways) {
    if (used.has(start) || start.refs.length < 2 || start.refs[0] === start.refs[start.refs.length - 1]) continue;
    const steps = [], joints = [start.refs[0]], passed = /* @__PURE__ */ new Map([[start.refs[0], 0]]);
    let way = start;
    for (; ; ) {
      const tail = joints[joints.length - 1];
      if (way === void 0) {
        if (steps.length === 0) break;
        steps.pop();
        openWays++;
        passed.delete(tail);
        joints.pop();
      } else {
        used.add(way);
        const isReversed = way.refs[0] !== tail, head = way.refs[isReversed ? 0 : way.refs.length - 1];
        steps.push({ way, isReversed });
        const from = passed.get(head);
        if (from === void 0) {
          passed.set(head, joints.length);
          joints.push(head);
        } else {
          const loop = steps.splice(from);
          for (const joint of joints.splice(from + 1)) passed.delete(joint);
          rings.push(...cutLoops(nodesAlong(loop), loop.every((step) => step.way.isInner)));
        }
      }
      way = nextAt(joints[joints.length - 1], steps.at(-1)?.way.isInner ?? start.isInner);
    }
  }
  return { rings, openWays };
}
function setDefault(map, key) {
  const list = [];
  map.set(key, list);
  return list;
}
function nodesAlong(steps) {
  const nodes = [];
  for (const { way: { refs }, isReversed } of steps) {
    const along = isReversed ? Array.from(refs).reverse() : Array.from(refs);
    for (let i = nodes.length === 0 ? 0 : 1; i < along.length; i++) nodes.push(along[i]);
  }
  return nodes;
}
function cutLoops(nodes, isInner) {
  const rings = [], path = [], at = /* @__PURE__ */ new Map();
  for (const node of nodes) {
    const from = at.get(node);
    if (from !== void 0) {
      const loop = path.splice(from);
      for (const passed of loop) at.delete(passed);
      if (loop.length >= 3) rings.push({ nodes: [...loop, node], isInner });
    }
    at.set(node, path.length);
    path.push(node);
  }
  return rings;
}
function nestRings(rings, positionOf) {
  const placed2 = rings.map((ring) => place(ring, positionOf)).sort((a, b) => b.doubleArea - a.doubleArea);
  const polygons = [], polygonOf = /* @__PURE__ */ new Map(), taken = [];
  let strayHoles = 0;
  for (const ring of placed2) {
    const around = taken.map((other) => ({ other, is: relationOf(ring, other) }));
    if (around.some(({ is }) => is === "same")) continue;
    const containers = around.filter(({ is }) => is === "inside").map(({ other }) => other), innermost = containers.at(-1);
    if (containers.length % 2 === 1 && innermost) polygonOf.get(innermost)?.push(ring.nodes);
    else if (innermost === void 0 && ring.isInner) {
      strayHoles++;
      continue;
    } else {
      const polygon = [ring.nodes];
      polygons.push(polygon);
      polygonOf.set(ring, polygon);
    }
    taken.push(ring);
  }
  return { polygons, strayHoles };
}
function place(ring, positionOf) {
  const points = ring.nodes.map(positionOf), [x0, y0] = points[0];
  let west = x0, south = y0, east = x0, north = y0, sum2 = 0;
  points.forEach(([x, y], i) => {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
    if (i > 0) sum2 += (points[i - 1][0] - x0) * (y - y0) - (x - x0) * (points[i - 1][1] - y0);
  });
  return { ...ring, points, box: [west, south, east, north], doubleArea: Math.abs(sum2), nodeSet: new Set(ring.nodes) };
}
function relationOf(ring, other) {
  const [west, south, east, north] = ring.box;
  if (west < other.box[0] || south < other.box[1] || east > other.box[2] || north > other.box[3]) return "outside";
  const isIn = (x, y) => isInRing(x, y, other.points) ? "inside" : "outside";
  const own = ring.nodes.findIndex((node) => !other.nodeSet.has(node));
  if (own >= 0) return isIn(ring.points[own][0], ring.points[own][1]);
  const next = new Map(other.nodes.slice(0, -1).map((node, i) => [node, other.nodes[i + 1]]));
  for (let i = 1; i < ring.nodes.length; i++) {
    const a = ring.nodes[i - 1], b = ring.nodes[i];
    if (next.get(a) !== b && next.get(b) !== a) return isIn((ring.points[i - 1][0] + ring.points[i][0]) / 2, (ring.points[i - 1][1] + ring.points[i][1]) / 2);
  }
  return "same";
}
function isInRing(x, y, ring) {
  let isIn = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1], [bx, by] = ring[i];
    if (ay > y !== by > y && x < (bx - ax) * (y - ay) / (by - ay) + ax) isIn = !isIn;
  }
  return isIn;
}

// src/inputs/osm-shapes.ts
var NOTHING = { geometry: null, nodes: [], isBroken: true };
function shapeOfNode(osm, id) {
  const index = osm.nodes.find(id);
  return index < 0 ? NOTHING : { geometry: { type: "Point", coordinates: positionAt3(osm, index) }, nodes: [id], isBroken: false };
}
function shapeOfWay(osm, id, tags) {
  const refs = osm.ways.refsOf(id);
  if (refs === void 0) return NOTHING;
  if (!isArea(refs, tags)) return pointsOf(osm, [refs], false);
  return polygonsOf(osm, [{ refs, isInner: false }], false);
}
function shapeOfRelation(osm, { members }) {
  const ways = [], seen = /* @__PURE__ */ new Set();
  let lacksMembers = false;
  for (const { type, ref, role } of members) {
    if (type !== "way" || seen.has(ref)) continue;
    seen.add(ref);
    const refs = osm.ways.refsOf(ref);
    if (refs === void 0) lacksMembers = true;
    else ways.push({ refs, isInner: role === "inner" });
  }
  return polygonsOf(osm, ways, lacksMembers);
}
function isArea(refs, tags) {
  if (refs.length < 4 || refs[0] !== refs[refs.length - 1] || tags.get("area") === "no") return false;
  if (tags.get("area") === "yes") return true;
  return !tags.has("highway") && tags.get("leisure") !== "track" && tags.get("railway") !== "platform";
}
function polygonsOf(osm, given, lacksMembers) {
  const whole = given.filter(({ refs }) => Array.from(refs).every((ref) => osm.nodes.find(ref) >= 0));
  const { rings, openWays } = joinRings(whole);
  const { polygons, strayHoles } = nestRings(rings, (node) => {
    const index = osm.nodes.find(node);
    return [osm.nodes.lon(index), osm.nodes.lat(index)];
  });
  const isBroken = lacksMembers || whole.length < given.length || openWays > 0 || strayHoles > 0 || polygons.length === 0;
  if (polygons.length === 0) return pointsOf(osm, given.filter((way) => !way.isInner).map((way) => way.refs), true);
  const coordinates = polygons.map((polygon) => polygon.map((ring) => ring.map((node) => positionAt3(osm, osm.nodes.find(node)))));
  return { geometry: { type: "MultiPolygon", coordinates }, nodes: polygons.flat(2), isBroken };
}
function pointsOf(osm, lines, isBroken) {
  const nodes = [...new Set(lines.flatMap((refs) => Array.from(refs)))], known = nodes.filter((node) => osm.nodes.find(node) >= 0);
  if (known.length === 0) return NOTHING;
  return { geometry: { type: "MultiPoint", coordinates: known.map((node) => positionAt3(osm, osm.nodes.find(node))) }, nodes: known, isBroken: isBroken || known.length < nodes.length };
}
function positionAt3({ nodes }, index) {
  return [nodes.lon(index) / DEGREE_UNITS, nodes.lat(index) / DEGREE_UNITS];
}

// src/inputs/osm-facilities.ts
function nameOf(tags) {
  return tags.get("name") ?? tags.get("name:zh") ?? "";
}

// src/inputs/osm-stitch.ts
function stitchWays(ways, metresBetween2) {
  const inOrder = measure(chain(ways, metresBetween2), metresBetween2);
  if (inOrder.gapMetres.length === 0) return { ...inOrder, isReordered: false };
  const reordered = measure(chain(reorder(ways.filter((way) => way !== null)), metresBetween2), metresBetween2);
  const isReordered = sum(reordered.gapMetres) < sum(inOrder.gapMetres);
  return { ...isReordered ? reordered : inOrder, isReordered };
}
var sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
function measure(pieces, metresBetween2) {
  return { pieces, gapMetres: pieces.slice(1).map((piece, i) => metresBetween2(pieces[i][pieces[i].length - 1], piece[0])) };
}
function chain(ways, metresBetween2) {
  const pieces = [];
  let isOpen3 = false;
  ways.forEach((way, i) => {
    const piece = pieces.at(-1), end = piece?.at(-1), next = ways.at(i + 1) ?? null;
    if (way !== null && isOpen3 && piece !== void 0 && end !== void 0 && touches(way, end)) piece.push(...onwards(way, end, next).slice(1));
    else if (way !== null) pieces.push(beginning(way, next, end, metresBetween2));
    isOpen3 = way !== null;
  });
  return pieces;
}
var isClosed = (way) => way.length > 2 && way[0] === way[way.length - 1];
function touches(way, node) {
  return way[0] === node || way[way.length - 1] === node || isClosed(way) && way.includes(node);
}
function onwards(way, from, next) {
  if (!isClosed(way)) return way[0] === from ? [...way] : [...way].reverse();
  const start = way.indexOf(from), around = [...way.slice(start), ...way.slice(1, start + 1)];
  const exit = next === null ? -1 : around.findIndex((node, i) => i > 0 && touches(next, node));
  return exit < 0 ? around : around.slice(0, exit + 1);
}
function beginning(way, next, before, metresBetween2) {
  const first = way[0], last = way[way.length - 1], reversed2 = [...way].reverse();
  if (next !== null && isClosed(way)) {
    const exit = way.findIndex((node) => touches(next, node));
    return exit < 0 ? [...way] : [...way.slice(exit), ...way.slice(1, exit + 1)];
  }
  if (next !== null && touches(next, last)) return [...way];
  if (next !== null && touches(next, first)) return reversed2;
  return before !== void 0 && metresBetween2(before, last) < metresBetween2(before, first) ? reversed2 : [...way];
}
function reorder(ways) {
  const at = /* @__PURE__ */ new Map();
  const nodesOf2 = (way) => isClosed(way) ? way : [way[0], way[way.length - 1]];
  ways.forEach((way, i) => {
    for (const node of nodesOf2(way)) at.set(node, (at.get(node) ?? /* @__PURE__ */ new Set()).add(i));
  });
  const nextAt = (node) => at.get(node)?.values().next().value;
  const isLoose = (node) => at.get(node)?.size === 1;
  const rest = new Set(ways.keys()), terminals = new Set([...rest].filter((i) => !isClosed(ways[i]) && nodesOf2(ways[i]).some(isLoose)));
  const ordered = [];
  const take2 = (i) => {
    rest.delete(i);
    terminals.delete(i);
    for (const node of nodesOf2(ways[i])) {
      at.get(node)?.delete(i);
      const alone = isLoose(node) ? nextAt(node) : void 0;
      if (alone !== void 0 && !isClosed(ways[alone])) terminals.add(alone);
    }
    ordered.push(ways[i]);
    return ways[i];
  };
  while (rest.size > 0) {
    const [anyWay] = rest;
    let start = terminals.size === 0 ? anyWay : Infinity;
    for (const terminal of terminals) start = Math.min(start, terminal);
    const first = take2(start), last = first[first.length - 1];
    let end = nextAt(last) === void 0 ? first[0] : last;
    for (let i = nextAt(end); i !== void 0; i = nextAt(end)) {
      const way = take2(i), from = end;
      end = isClosed(way) ? way.find((node) => nextAt(node) !== void 0) ?? from : way[0] === from ? way[way.length - 1] : way[0];
    }
  }
  return ordered;
}

// src/inputs/osm-bus.ts
var NO_TAGS = /* @__PURE__ */ new Map();
var idOf = ({ type, ref }) => `${type[0]}${ref}`;
var metresBetween = (a, b) => geodesicMetres(a[0], a[1], b[0], b[1]);
function busOfOsm(osm, file, findings) {
  const tagsOf = /* @__PURE__ */ new Map();
  for (const { id, tags } of osm.taggedNodes) tagsOf.set(`n${id}`, tags);
  for (const { id, tags } of osm.taggedWays) tagsOf.set(`w${id}`, tags);
  const context = { osm, tagsOf, file, findings, relations: new Map(osm.relations.map((relation) => [relation.id, relation])) };
  const routes = osm.busRoutes.map((route) => ({ route, directions: directionsOf(route, context) }));
  const merged = mergeStops(stopObjects(routes.flatMap(({ directions: directions2 }) => directions2.flatMap(({ stops }) => stops)), context));
  const stopOf = new Map(merged.flatMap((stop) => stop.objects.map((object) => [object, stop])));
  const gathered = merged.reduce((sum2, { objects }) => sum2 + objects.length - 1, 0);
  if (gathered > 0) findings.notice("osm-stops-merged", file.name, "stops and platforms of one name within 100 m are one stop", "", gathered);
  const linesOf = /* @__PURE__ */ new Map();
  const lines = routes.flatMap(({ route, directions: directions2 }) => {
    noteMissing(route, context);
    return directions2.flatMap((direction) => {
      const stops = sequence(direction.stops, stopOf, tagsOf).map((object) => stopOf.get(object)).filter((stop) => stop !== void 0);
      const coordinates = pathOf(direction, stops.map(({ at }) => at), context);
      if (coordinates.length < 2) {
        findings.notice("no-line", file.name, "bus lines of which the file has no way and fewer than two stops are left out", direction.id);
        return [];
      }
      for (const { id } of stops) if (!linesOf.get(id)?.includes(direction.id)) linesOf.set(id, [...linesOf.get(id) ?? [], direction.id]);
      return [lineFeature(route, direction, stops.map(({ id }) => id), coordinates, context)];
    });
  });
  return {
    lines,
    stops: merged.map(({ id, name, at, objects }) => ({ where: file.name, id, geometry: { type: "Point", coordinates: at }, properties: { id, name, lines: linesOf.get(id) ?? [], osm: objects } }))
  };
}
function lineFeature({ tags }, { id, direction }, stops, coordinates, context) {
  const name = nameOf(tags) || (tags.get("ref") ?? "");
  return {
    where: context.file.name,
    id,
    geometry: { type: "LineString", coordinates },
    properties: { id, name, direction, headwayMinutes: minutesOf(tags, "interval", id, context), runMinutes: minutesOf(tags, "duration", id, context), stops }
  };
}
function directionsOf({ id, tags, members }, { tagsOf }) {
  const isStop = (member) => isStopMember(member, tagsOf.get(idOf(member)) ?? NO_TAGS);
  const stops = members.filter(isStop), ways = members.filter((member) => member.type === "way" && !isStop(member));
  const isBack = ({ role }) => role.startsWith("backward"), isForth = ({ role }) => role.startsWith("forward");
  const forthWays = ways.filter((way) => !isBack(way));
  if (!stops.some(isBack)) {
    const isOneDirection = tags.get("public_transport:version") === "2" || stops.some(({ role }) => role.startsWith("platform"));
    return [{ id: `r${id}`, direction: isOneDirection ? "forward" : "both", ways: isOneDirection ? ways : forthWays, stops }];
  }
  const firstBack = stops.findIndex(isBack), lastForth = stops.findLastIndex(isForth), isApart = lastForth < firstBack;
  return [
    { id: `r${id}`, direction: "forward", ways: forthWays, stops: (isApart ? stops.slice(0, firstBack) : stops).filter((stop) => !isBack(stop)) },
    { id: `r${id}b`, direction: "forward", ways: ways.filter((way) => !isForth(way)).reverse(), stops: isApart ? stops.slice(lastForth + 1) : stops.filter((stop) => !isForth(stop)).reverse() }
  ];
}
function isStopMember({ type, role }, tags) {
  if (/stop|platform/.test(role)) return true;
  const isTagged = tags.get("highway") === "bus_stop" || tags.get("highway") === "platform" || /^(platform|stop_position|station)$/.test(tags.get("public_transport") ?? "");
  return isTagged && (type === "node" || role === "");
}
function stopObjects(members, { osm, tagsOf, relations }) {
  const objects = /* @__PURE__ */ new Map();
  for (const { id, tags } of osm.taggedNodes) {
    const { geometry } = shapeOfNode(osm, id);
    if (tags.get("highway") === "bus_stop" && geometry?.type === "Point") objects.set(`n${id}`, { id: `n${id}`, name: nameOf(tags), at: geometry.coordinates, isPole: true });
  }
  for (const member of members) {
    const id = idOf(member), tags = tagsOf.get(id) ?? NO_TAGS, at = placeOf2(member, tags, osm, relations);
    if (at !== null && !objects.has(id)) objects.set(id, { id, name: nameOf(tags), at, isPole: false });
  }
  return [...objects.values()];
}
function placeOf2({ type, ref }, tags, osm, relations) {
  const relation = type === "relation" ? relations.get(ref) : void 0;
  const { nodes } = type === "node" ? shapeOfNode(osm, ref) : type === "way" ? shapeOfWay(osm, ref, tags) : relation === void 0 ? { nodes: [] } : shapeOfRelation(osm, relation);
  const points = positionsOf([...new Set(nodes)], osm);
  const mean = (axis) => Math.round(points.reduce((sum2, point2) => sum2 + point2[axis], 0) / points.length * 1e7) / 1e7;
  return points.length === 0 ? null : [mean(0), mean(1)];
}
function positionsOf(nodes, osm) {
  return nodes.flatMap((node) => {
    const { geometry } = shapeOfNode(osm, node);
    return geometry?.type === "Point" ? [geometry.coordinates] : [];
  });
}
function sequence(members, stopOf, tagsOf) {
  const isPlatform = (member) => member.role.includes("platform") || !member.role.includes("stop") && tagsOf.get(idOf(member))?.get("public_transport") === "platform";
  const served = (some) => some.map((member) => stopOf.get(idOf(member))?.id).filter((id) => id !== void 0).filter((id, i, all) => id !== all[i - 1]);
  const halts = served(members.filter((member) => !isPlatform(member))), platforms = served(members.filter(isPlatform));
  const isIn = (some, others) => some.every((id) => others.includes(id));
  if (isIn(platforms, halts)) return halts;
  if (isIn(halts, platforms)) return platforms;
  return [...new Set(served(members))];
}
function pathOf({ id, ways }, stops, { osm, file, findings }) {
  const drawn = ways.map(({ ref }) => Array.from(osm.ways.refsOf(ref) ?? []).filter((node) => osm.nodes.find(node) >= 0));
  const { pieces, gapMetres, isReordered } = stitchWays(drawn.map((nodes) => nodes.length < 2 ? null : nodes), (from, to) => metresBetween(positionsOf([from], osm)[0], positionsOf([to], osm)[0]));
  const noteGap = (gaps) => {
    findings.notice("osm-route-gap", file.name, "bus routes have gaps, which are bridged by a straight line", `${id} (${gaps})`);
  };
  if (pieces.length === 0) {
    if (stops.length >= 2) noteGap("all of it");
    return stops.length >= 2 ? [...stops] : [];
  }
  if (gapMetres.length > 0) noteGap(`${gapMetres.length}, ${gapMetres.reduce((sum2, gap) => sum2 + gap, 0).toFixed(0)} m`);
  const path = positionsOf(pieces.flat(), osm), isBackwards = isAgainst(path, stops);
  if (isReordered || isBackwards) findings.notice("osm-route-order", file.name, "ways of bus routes are not in the order they are driven and were put into one", id);
  return isBackwards ? path.reverse() : path;
}
function isAgainst(path, stops) {
  const along = stops.map((stop) => path.reduce((nearest, point2, i) => metresBetween(stop, point2) < metresBetween(stop, path[nearest]) ? i : nearest, 0));
  return along.reduce((sum2, at, i) => sum2 + (i === 0 ? 0 : Math.sign(at - along[i - 1])), 0) < 0;
}
function noteMissing({ id, members }, { osm, relations, file, findings }) {
  const isHere = ({ type, ref }) => type === "node" ? osm.nodes.find(ref) >= 0 : type === "way" ? osm.ways.has(ref) : relations.has(ref);
  const missing = members.filter((member) => !isHere(member)).length;
  if (missing > 0) findings.notice("missing-members", file.name, "bus routes refer to ways and stops that the file does not hold; they are left out", `r${id} (${missing} of ${members.length})`);
}
function minutesOf(tags, key, id, { file, findings }) {
  const text4 = tags.get(key);
  if (text4 === void 0) return null;
  const { hours = "0", minutes = "0" } = /^\s*(?:(?<hours>\d{1,2}):)?(?<minutes>\d{1,3})(?::\d\d)?\s*$/.exec(text4)?.groups ?? {};
  const value = 60 * Number(hours) + Number(minutes);
  if (value > 0) return value;
  findings.notice("unknown-value", file.name, `values of "${key}" of bus routes that are no time above 0 are left out`, `${id} ${quote(text4)}`);
  return null;
}

// src/inputs/osm-data.ts
import { createHash as createHash8 } from "node:crypto";
import { statSync as statSync4 } from "node:fs";
import { Readable as Readable2, pipeline as pipeline2 } from "node:stream";
import { createGunzip } from "node:zlib";

// src/inputs/osm-pbf.ts
import { inflateSync } from "node:zlib";
import { parse as parse3 } from "osm-pbf-parser-node";
var MAX_HEADER_BYTES = 64 * 1024;
var MAX_BLOCK_BYTES = 32 * 1024 * 1024;
var GET_AGAIN2 = "Get the file again";
function readPbf(chunks, name, keys, sink) {
  const bytes = new ByteQueue(chunks);
  for (let first = true; ; first = false) {
    const at = bytes.taken;
    const head = bytes.take(4);
    if (head === null) {
      if (first) throw new InputError({ code: "empty-file", where: name, what: "is empty", fix: GET_AGAIN2 });
      if (bytes.rest > 0) throw cutOff(name, at);
      return;
    }
    const headerBytes = head.readUInt32BE(0);
    if (headerBytes === 0 || headerBytes > MAX_HEADER_BYTES) throw first ? noPbf(name) : damaged2(name, at);
    const header = bytes.take(headerBytes);
    if (header === null) throw first ? noPbf(name) : cutOff(name, at);
    const fields = findFields(header), type = fields?.bytes.get(1)?.[0]?.toString("latin1");
    const size = fields?.numbers.get(3) ?? -1;
    if (first && type !== "OSMHeader") throw noPbf(name);
    if (size < 0 || size > MAX_BLOCK_BYTES) throw damaged2(name, at);
    const blob = bytes.take(size);
    if (blob === null) throw cutOff(name, at);
    const block = type === "OSMHeader" || type === "OSMData" ? unpack(blob, name, at) : null;
    if (block === null) continue;
    if (type === "OSMHeader") checkHeader(block, name, at);
    else handOver(block, name, at, keys, sink);
  }
}
var noPbf = (where) => new InputError({ code: "wrong-format", where, what: "is no OpenStreetMap PBF file", fix: "Check that this is the right file, and name it .osm if it is XML" });
var cutOff = (where, at) => new InputError({ code: "cut-off", where, what: `is cut off: it ends in the middle of the block that begins at byte ${at}`, fix: GET_AGAIN2 });
var damaged2 = (where, at, cause) => new InputError({ code: "damaged-file", where, what: `is damaged in the block that begins at byte ${at}`, fix: GET_AGAIN2 }, cause);
function unpack(blob, name, at) {
  const fields = findFields(blob)?.bytes;
  const raw = fields?.get(1)?.[0], zlib = fields?.get(3)?.[0];
  if (raw) return raw;
  if (!zlib) throw fields && fields.size > 0 ? new InputError({ code: "unsupported-format", where: name, what: "is packed by a method that is not read", fix: "Convert it: osmium cat IN -o OUT.osm.pbf -f pbf,pbf_compression=zlib" }) : damaged2(name, at);
  try {
    return inflateSync(zlib, { maxOutputLength: MAX_BLOCK_BYTES });
  } catch (cause) {
    throw damaged2(name, at, cause);
  }
}
function checkHeader(block, name, at) {
  const fields = findFields(block)?.bytes;
  if (!fields) throw damaged2(name, at);
  const features = [...fields.get(4) ?? [], ...fields.get(5) ?? []].map((f) => f.toString("latin1"));
  if (features.includes("HistoricalInformation")) throw new InputError({ code: "unsupported-format", where: name, what: "holds every version of its objects", fix: "Give an extract of one day: osmium time-filter" });
  if (features.includes("LocationsOnWays")) throw new InputError({ code: "unsupported-format", where: name, what: "holds the coordinates of ways at the ways", fix: "Give a plain extract" });
}
function handOver(block, name, at, keys, sink) {
  if (!hasWholeTags(block)) throw damaged2(name, at);
  let objects;
  try {
    objects = parse3(block, { node: keys, way: keys, relation: keys });
  } catch (cause) {
    throw damaged2(name, at, cause);
  }
  for (const { type, id, lon, lat, refs, members, tags = {} } of objects) {
    if (type === "node") sink.node(id, lon, lat, Object.entries(tags));
    else if (type === "way") sink.way(id, refs, Object.entries(tags));
    else sink.relation(id, members, Object.entries(tags));
  }
}
function hasWholeTags(block) {
  for (const group2 of findFields(block)?.bytes.get(2) ?? []) {
    for (const dense of findFields(group2)?.bytes.get(2) ?? []) {
      const fields = findFields(dense)?.bytes;
      const tags = Buffer.concat(fields?.get(10) ?? []), ids = Buffer.concat(fields?.get(1) ?? []);
      if (tags.length === 0) continue;
      let ends = 0, isKey = true;
      for (let i = 0; i < tags.length; i++) {
        const isEnd = tags[i] === 0 && isKey && (i === 0 || tags[i - 1] < 128);
        if (isEnd) ends++;
        else if (tags[i] < 128) isKey = !isKey;
      }
      if (ends < ids.reduce((count, byte) => count + (byte < 128 ? 1 : 0), 0)) return false;
    }
  }
  return true;
}
function findFields(message) {
  const bytes = /* @__PURE__ */ new Map(), numbers = /* @__PURE__ */ new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint(), field = Math.floor(key / 8), wire = key % 8;
    if (wire === 0) numbers.set(field, varint());
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (!(at + length <= message.length)) return null;
      bytes.set(field, [...bytes.get(field) ?? [], message.subarray(at, at + length)]);
      at += length;
    } else return null;
  }
  return { bytes, numbers };
}

// src/inputs/osm-store.ts
var Growing = class {
  #array;
  length = 0;
  #make;
  constructor(make) {
    this.#make = make;
    this.#array = make(1 << 10);
  }
  push(value) {
    if (this.length === this.#array.length) {
      const grown = this.#make(2 * this.length);
      grown.set(this.#array);
      this.#array = grown;
    }
    this.#array[this.length++] = value;
  }
  /** The values so far, without a copy. */
  get values() {
    return this.#array.subarray(0, this.length);
  }
};
var floats = (length) => new Float64Array(length);
var NodeStore = class {
  #ids = new Growing(floats);
  #lon = new Growing((length) => new Int32Array(length));
  #lat = new Growing((length) => new Int32Array(length));
  #order = null;
  #isSorted = true;
  #duplicates = [];
  add(id, lon, lat) {
    if (this.#ids.length > 0 && id <= this.#ids.values[this.#ids.length - 1]) this.#isSorted = false;
    this.#ids.push(id);
    this.#lon.push(Math.round(lon * DEGREE_UNITS));
    this.#lat.push(Math.round(lat * DEGREE_UNITS));
  }
  /** Call once when all nodes are there. Extracts are sorted by id already, as a rule. */
  finish() {
    if (this.#isSorted) return;
    const ids = this.#ids.values;
    const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => ids[a] - ids[b] || a - b);
    for (let i = 1; i < order.length; i++) if (ids[order[i]] === ids[order[i - 1]]) this.#duplicates.push(ids[order[i]]);
    this.#order = order;
  }
  /** Ids that were added again; known when finished. */
  get duplicates() {
    return this.#duplicates;
  }
  get length() {
    return this.#ids.length;
  }
  /** Index of a node, -1 where the file does not hold it; the last one of an id that is there twice. */
  find(id) {
    const ids = this.#ids.values, order = this.#order;
    let low = 0, high = ids.length;
    while (low < high) {
      const middle = low + high >>> 1;
      if (ids[order === null ? middle : order[middle]] <= id) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return -1;
    const index = order === null ? low - 1 : order[low - 1];
    return ids[index] === id ? index : -1;
  }
  /** 1e-7 degrees. */
  lon(index) {
    return this.#lon.values[index];
  }
  lat(index) {
    return this.#lat.values[index];
  }
};
var WayStore = class {
  #ids = new Growing(floats);
  #first = new Growing(floats);
  #refs = new Growing(floats);
  #index = /* @__PURE__ */ new Map();
  /** Index of the way; a second one of the same id takes the place of the first. */
  add(id, refs) {
    const index = this.#ids.length;
    this.#ids.push(id);
    this.#first.push(this.#refs.length);
    for (const ref of refs) this.#refs.push(ref);
    this.#index.set(id, index);
    return index;
  }
  get length() {
    return this.#ids.length;
  }
  has(id) {
    return this.#index.has(id);
  }
  /** Node ids along a way; undefined where the file does not hold it. */
  refsOf(id) {
    const index = this.#index.get(id);
    if (index === void 0) return void 0;
    const first = this.#first.values;
    return this.#refs.values.subarray(first[index], index + 1 < first.length ? first[index + 1] : this.#refs.length);
  }
};

// src/inputs/osm-xml.ts
import { SaxesParser as SaxesParser2 } from "saxes";
async function readXml(chunks, name, sink) {
  const parser = new SaxesParser2({ position: true, xmlns: false });
  const fail = (code, what, fix) => {
    throw new InputError({ code, where: `${name}:${parser.line}`, what, fix });
  };
  let depth = 0, isDeleted = false;
  let refs = [], members = [], tags = [];
  const numberOf2 = (attributes, key) => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : "";
    return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : fail("osm-number", `"${key}" is ${quote(value)}, expected a number`, "Correct it or remove the element");
  };
  parser.on("error", (error) => fail("xml", `is not XML (${error.message.replace(/^\d+:\d+: |\.$/g, "")})`, "Get the file again: it may be cut off"));
  parser.on("opentag", ({ name: element, attributes }) => {
    if (depth++ === 0 && element !== "osm") fail("wrong-format", `begins with <${element}>, expected <osm>`, "Check that this is an OpenStreetMap file");
    if (element === "node" || element === "way" || element === "relation") {
      refs = [];
      members = [];
      tags = [];
      isDeleted = attributes["action"] === "delete" || attributes["visible"] === "false";
    } else if (element === "nd") refs.push(numberOf2(attributes, "ref"));
    else if (element === "tag") tags.push([attributes["k"] ?? "", attributes["v"] ?? ""]);
    else if (element === "member") members.push({ type: attributes["type"], ref: numberOf2(attributes, "ref"), role: attributes["role"] ?? "" });
  });
  parser.on("closetag", ({ name: element, attributes }) => {
    depth--;
    if (isDeleted) return;
    if (element === "node") sink.node(numberOf2(attributes, "id"), numberOf2(attributes, "lon"), numberOf2(attributes, "lat"), tags);
    else if (element === "way") sink.way(numberOf2(attributes, "id"), refs, tags);
    else if (element === "relation") sink.relation(numberOf2(attributes, "id"), members, tags);
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode3 = (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      return fail("encoding", "is not UTF-8 text", "Save it as UTF-8");
    }
  };
  for await (const chunk of chunks) parser.write(decode3(chunk));
  parser.write(decode3()).close();
}

// src/inputs/osm-data.ts
var FEATURE_KEYS = [
  "highway",
  "railway",
  "public_transport",
  "man_made",
  "amenity",
  "shop",
  "office",
  "craft",
  "leisure",
  "tourism",
  "historic",
  "healthcare",
  "emergency",
  "social_facility",
  "landuse",
  "place",
  "entrance",
  "boundary"
];
var HOMES = /* @__PURE__ */ new Set(["apartments", "residential", "dormitory", "house", "detached", "semidetached_house", "terrace", "bungalow", "farm"]);
var BUS_ROUTES = /* @__PURE__ */ new Set(["bus", "trolleybus"]);
var FURTHER_KEYS = [
  ...FOOT_TAGS,
  "type",
  "area",
  "name",
  "name:zh",
  "ref",
  "public_transport:version",
  "interval",
  "duration",
  "operator",
  "population",
  "capacity",
  "admin_level",
  "building",
  "is_in:township",
  "addr:township",
  "addr:city",
  "disused",
  "abandoned",
  "demolished",
  "construction",
  "planned",
  "proposed",
  "opening_hours"
];
var TOWNSHIP_LEVEL = "8";
var MAX_BYTES2 = 2 * 1024 ** 3;
var MAX_RATIO = 200;
var RATIO_FROM_BYTES = 1 << 20;
async function readOsm(file, findings, moreKeys = []) {
  const hash = createHash8("sha256"), chunks = readChunks(file, hash);
  const features = new Set(FEATURE_KEYS), keys = /* @__PURE__ */ new Set([...FEATURE_KEYS, ...FURTHER_KEYS, ...moreKeys]);
  const nodes = new NodeStore(), ways = new WayStore();
  const taggedNodes = /* @__PURE__ */ new Map(), taggedWays = /* @__PURE__ */ new Map(), relations = /* @__PURE__ */ new Map(), busRoutes = /* @__PURE__ */ new Map();
  const words2 = /* @__PURE__ */ new Map();
  const kept = (tags) => {
    const result = /* @__PURE__ */ new Map();
    let isFeature = false;
    for (const [key, value] of tags) {
      if (!keys.has(key)) continue;
      if (features.has(key) || key === "building" && HOMES.has(value) || key === "route" && BUS_ROUTES.has(value)) isFeature = true;
      const word = words2.get(value) ?? value;
      words2.set(word, word);
      result.set(key, word);
    }
    return isFeature ? result : null;
  };
  const noteTwice = (id) => {
    findings.notice("osm-duplicate-id", file.name, "objects are there more than once; the last one counts", id);
  };
  const sink = {
    node: (id, lon, lat, tags) => {
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
        findings.fault("coordinate-range", file.name, `node ${id} lies at [${lon}, ${lat}], out of the range of longitude and latitude`, "Correct it");
        return;
      }
      nodes.add(id, lon, lat);
      keep(taggedNodes, { id, tags: kept(tags) });
    },
    way: (id, refs, tags) => {
      if (ways.has(id)) noteTwice(`w${id}`);
      ways.add(id, refs);
      keep(taggedWays, { id, tags: kept(tags) });
    },
    relation: (id, members, tags) => {
      if (relations.has(id) || busRoutes.has(id)) noteTwice(`r${id}`);
      const own = kept(tags), isRoute = own?.get("type") === "route" && BUS_ROUTES.has(own.get("route") ?? "");
      keep(busRoutes, { id, members, tags: isRoute ? own : null });
      keep(relations, { id, members, tags: own && !isRoute && isArea2(own) ? own : null });
    }
  };
  if (/\.pbf$/i.test(file.path)) readPbf(chunks, file.name, [...keys], sink);
  else await readXml(/\.gz$/i.test(file.path) ? gunzip(chunks, file) : chunks, file.name, sink);
  nodes.finish();
  for (const id of nodes.duplicates) noteTwice(`n${id}`);
  if (nodes.length === 0 && ways.length === 0) findings.fault("empty-layer", file.name, "has no nodes and no ways", "Check that this is the right file");
  return { sha256: hash.digest("hex"), nodes, ways, taggedNodes: [...taggedNodes.values()], taggedWays: [...taggedWays.values()], relations: [...relations.values()], busRoutes: [...busRoutes.values()] };
}
function keep(kept, object) {
  if (object.tags === null) kept.delete(object.id);
  else kept.set(object.id, object);
}
function isArea2(tags) {
  return tags.get("type") === "multipolygon" || tags.get("boundary") === "administrative" && tags.get("admin_level") === TOWNSHIP_LEVEL;
}
async function* gunzip(chunks, file) {
  const copies = function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  const unfolding = createGunzip();
  pipeline2(Readable2.from(copies()), unfolding, () => void 0);
  let bytes = 0, packedBytes = Infinity;
  try {
    for await (const chunk of unfolding) {
      if (bytes === 0) packedBytes = statSync4(file.path).size;
      bytes += chunk.length;
      if (bytes > MAX_BYTES2 || bytes > Math.max(RATIO_FROM_BYTES, MAX_RATIO * packedBytes)) {
        throw new InputError({ code: "unfolds-too-far", where: file.name, what: `unfolds to more than is allowed (2 GB, ${MAX_RATIO} times its size)`, fix: "Give the unpacked file or an .osm.pbf" });
      }
      yield chunk;
    }
  } catch (error) {
    const code = error.code;
    if (error instanceof InputError || typeof code !== "string" || !code.startsWith("Z_")) throw error;
    throw new InputError({ code: code === "Z_BUF_ERROR" ? "cut-off" : "damaged-file", where: file.name, what: code === "Z_BUF_ERROR" ? "is cut off" : "is no gzip archive, or a damaged one", fix: GET_AGAIN3 }, error);
  }
}
var GET_AGAIN3 = "Get the file again, or name it .osm if it is not packed";

// src/inputs/osm-files.ts
function isOsm({ path }) {
  return /\.(osm|osm\.gz|osm\.pbf|pbf)$/i.test(path);
}
var OsmFiles = class {
  #findings;
  #mappings = /* @__PURE__ */ new Map();
  #parsed = /* @__PURE__ */ new Map();
  #bus = /* @__PURE__ */ new Map();
  #keys;
  /** @param facilities their mappings say which tags the files are read for; faults go to `findings`. */
  constructor(facilities, findings) {
    this.#findings = findings;
    for (const source of facilities.filter(({ file }) => isOsm(file))) {
      const mapping = findings.collect(() => readOsmMapping(source, findings));
      if (mapping) this.#mappings.set(source, mapping);
    }
    this.#keys = [...new Set([...this.#mappings.values()].flatMap(({ keys }) => keys))];
  }
  /** What is in a file; undefined where it cannot be read, which is noted once. */
  async read(file) {
    const parsed = this.#parsed.get(file.path) ?? this.#findings.collectLater(() => readOsm(file, this.#findings, this.#keys));
    this.#parsed.set(file.path, parsed);
    return await parsed;
  }
  /** The bus lines and stops of a file, made once; undefined where it cannot be read, which is noted once. */
  async readBus(file) {
    const osm = await this.read(file);
    if (osm === void 0) return void 0;
    const bus = this.#bus.get(file.path) ?? { ...busOfOsm(osm, file, this.#findings), sha256: osm.sha256 };
    this.#bus.set(file.path, bus);
    return bus;
  }
  /** The mapping of a facilities file; undefined where it has faults, which are noted. */
  mappingOf(source) {
    return this.#mappings.get(source);
  }
};

// src/inputs/osm-walk.ts
function walkLinesOfOsm(osm, file, lines, findings) {
  let looked = 0, closed = 0;
  const directionOf2 = (tag) => {
    looked++;
    const { forward, backward } = footAccess(tag, (key, value) => {
      findings.notice("unknown-value", file.name, `values of "${key}" that are not known; such lines are taken as walkable`, quote(value));
    });
    if (!forward && !backward) closed++;
    return (forward ? 1 : 0) | (backward ? 2 : 0);
  };
  const drawn = /* @__PURE__ */ new Set();
  for (const { id, tags } of osm.taggedWays) {
    if (!isWalked(tags)) continue;
    const tag = reader(tags), direction = directionOf2(tag);
    drawn.add(id);
    if (direction !== 0) addLine(osm, id, { id: `w${id}`, name: nameOf(tags).trim(), direction, level: levelOf(tag) }, file, lines, findings);
  }
  for (const { id, tags, members } of osm.relations) {
    if (!isWalked(tags)) continue;
    const tag = reader(tags), direction = directionOf2(tag) === 0 ? 0 : 3;
    for (const { type, ref } of direction === 0 ? [] : members) {
      if (type !== "way" || drawn.has(ref)) continue;
      if (osm.ways.refsOf(ref) === void 0) findings.notice("missing-members", file.name, "areas refer to ways that the file does not hold; these parts of their edge are left out", `r${id}`);
      else addLine(osm, ref, { id: `r${id}`, name: nameOf(tags).trim(), direction, level: levelOf(tag) }, file, lines, findings);
    }
  }
  if (closed > 0) findings.notice("closed-to-walking", file.name, "lines are closed to people on foot by their tags and left out", "", closed);
  return looked;
}
function isWalked(tags) {
  return tags.has("highway") || tags.get("railway") === "platform" || tags.get("public_transport") === "platform" || tags.get("man_made") === "pier";
}
function reader(tags) {
  return (key) => tags.get(key)?.trim() ?? "";
}
function addLine({ nodes, ways }, wayId, { id, name, direction, level }, file, lines, findings) {
  let part = [], drawnParts = 0, missing = 0;
  const end = () => {
    if (part.length >= 2) {
      for (const index of part) lines.addVertex(nodes.lon(index), nodes.lat(index));
      lines.endLine(id, direction, 1, NaN, level, name);
      drawnParts++;
    }
    part = [];
  };
  for (const ref of ways.refsOf(wayId) ?? []) {
    const index = nodes.find(ref);
    if (index >= 0) part.push(index);
    else {
      missing++;
      end();
    }
  }
  end();
  if (missing > 0) findings.notice("missing-nodes", file.name, "ways refer to nodes that the file does not hold; they are cut there", id);
  if (drawnParts === 0) findings.notice("no-line", file.name, "lines of fewer than two points are left out", id);
}

// src/inputs/walk.ts
var ATTRIBUTES = ["id", "name", "speedFactor", "lengthMetres", ...FOOT_TAGS];
async function readWalk(source, lines, findings, osmFiles = new OsmFiles([], findings)) {
  if (isOsm(source.file)) {
    const osm = await osmFiles.read(source.file);
    return osm && { sha256: osm.sha256, features: walkLinesOfOsm(osm, source.file, lines, findings) };
  }
  const attributes = new AttributeReader(source, ATTRIBUTES, findings);
  const file = source.file.name;
  let closed = 0;
  const facts = await readLayer(source, findings, (feature) => {
    const { where } = feature;
    const givenId = attributes.raw(feature, "id") ?? feature.id;
    const id = typeof givenId === "string" || typeof givenId === "number" ? String(givenId) : `line ${where.split(":").at(-1) ?? ""}`;
    const parts = readParts2(feature, id, file, findings);
    if (parts.length === 0) return;
    const tag = (key) => attributes.text(feature, key).trim();
    const { forward, backward } = footAccess(tag, (key, value) => {
      findings.notice("unknown-value", file, `values of "${key}" that are not known; such lines are taken as walkable`, quote(value));
    });
    if (!forward && !backward) {
      closed++;
      return;
    }
    const speedFactor = attributes.positive(feature, "speedFactor", 1, 10);
    const givenMetres = attributes.positive(feature, "lengthMetres", NaN, 1e6);
    const name = attributes.text(feature, "name").trim();
    const shares = Number.isNaN(givenMetres) ? parts.map(() => NaN) : shareOut(givenMetres, parts);
    parts.forEach((part, i) => {
      for (const [lon, lat] of part) lines.addVertex(Math.round(lon * DEGREE_UNITS), Math.round(lat * DEGREE_UNITS));
      lines.endLine(id, (forward ? 1 : 0) | (backward ? 2 : 0), speedFactor, shares[i], levelOf(tag), name);
    });
  });
  if (closed > 0) findings.notice("closed-to-walking", file, "lines are closed to people on foot by their tags and left out", "", closed);
  if (facts.features > 0) attributes.finish();
  return facts;
}
function readParts2(feature, id, file, findings) {
  const { geometry, where } = feature;
  if (geometry === null) {
    findings.notice("no-line", file, "lines without a geometry are left out", id, 1, { id, where });
    return [];
  }
  const { type, coordinates } = geometry;
  if (type !== "LineString" && type !== "MultiLineString") {
    findings.fault("geometry-type", where, `${quote(id)} has a geometry of type ${quote(type)}, expected LineString or MultiLineString`, "Put only lines into the walk layer");
    return [];
  }
  const parts = type === "LineString" ? [coordinates] : Array.isArray(coordinates) ? coordinates : [];
  const drawable = [];
  for (const part of parts) {
    if (!Array.isArray(part)) continue;
    if (!part.every((p) => checkPosition(p, where, findings))) return [];
    if (part.length >= 2) drawable.push(part);
  }
  if (drawable.length < Math.max(1, parts.length)) findings.notice("no-line", file, "lines of fewer than two points are left out", id, 1, { id, where });
  return drawable;
}
function shareOut(metres, parts) {
  const drawn = parts.map((part) => part.reduce((sum2, p, i) => i === 0 ? 0 : sum2 + geodesicMetres(part[i - 1][0], part[i - 1][1], p[0], p[1]), 0));
  const total = drawn.reduce((sum2, d) => sum2 + d, 0);
  return drawn.map((d) => total > 0 ? metres * d / total : metres / parts.length);
}

// src/network/vertices.ts
function identifyVertices({ lon, lat }) {
  const points = lon.length;
  let size = 16;
  while (size < 2 * points) size *= 2;
  const mask = size - 1, slots = new Int32Array(size).fill(-1);
  const of = new Uint32Array(points), firstPoint = new Uint32Array(points);
  let count = 0;
  for (let i = 0; i < points; i++) {
    let slot = mix(lon[i], lat[i]) & mask;
    for (; ; ) {
      const vertex = slots[slot];
      if (vertex < 0) {
        slots[slot] = of[i] = count;
        firstPoint[count++] = i;
        break;
      }
      const p = firstPoint[vertex];
      if (lon[p] === lon[i] && lat[p] === lat[i]) {
        of[i] = vertex;
        break;
      }
      slot = slot + 1 & mask;
    }
  }
  const own = firstPoint.subarray(0, count);
  return { count, of, lon: Int32Array.from(own, (p) => lon[p]), lat: Int32Array.from(own, (p) => lat[p]) };
}
function mix(a, b) {
  let h = Math.imul(a, 2654435761) ^ Math.imul(b, 2246822519);
  h = Math.imul(h ^ h >>> 16, 2246822507);
  h = Math.imul(h ^ h >>> 13, 3266489909);
  return h ^ h >>> 16;
}

// src/network/near-misses.ts
var SEVERAL = -1e3;
var CELL_TOLERANCES = 16;
function joinNearMisses(lines, vertices, toleranceMetres) {
  if (toleranceMetres === 0 || vertices.count === 0) return [];
  const { line, level, isEnd } = describeVertices(lines, vertices);
  const mayJoin = (a, b) => {
    const bothEnd = isEnd[a] === 1 && isEnd[b] === 1;
    if (line[a] === line[b] && line[a] !== SEVERAL) return bothEnd;
    return bothEnd || level[a] === level[b] || level[a] === SEVERAL || level[b] === SEVERAL;
  };
  const { lon, lat, count } = vertices;
  const perLat = degreeMetres(45).lat / DEGREE_UNITS;
  const cellLat = CELL_TOLERANCES * toleranceMetres / perLat;
  const highest = lat.reduce((most, l) => Math.max(most, Math.abs(l)), 0) / DEGREE_UNITS;
  const cellLon = CELL_TOLERANCES * toleranceMetres / Math.max(degreeMetres(highest).lon / DEGREE_UNITS, 1e-6);
  let size = 16;
  while (size < 2 * count) size *= 2;
  const head = new Int32Array(size).fill(-1), next = new Int32Array(count);
  const slotOf = (x, y) => mix(x, y) & size - 1;
  const margin = 1.01 / CELL_TOLERANCES;
  const pairs = [];
  const offer = (a, b) => {
    const per = degreeMetres(lat[a] / DEGREE_UNITS);
    const dx = (lon[a] - lon[b]) / DEGREE_UNITS * per.lon, dy = (lat[a] - lat[b]) / DEGREE_UNITS * per.lat;
    if (dx * dx + dy * dy <= toleranceMetres * toleranceMetres && mayJoin(a, b)) pairs.push(b, a);
  };
  for (let a = 0; a < count; a++) {
    const x = lon[a] / cellLon, y = lat[a] / cellLat, cx = Math.floor(x), cy = Math.floor(y);
    const toX = x - cx < margin ? -1 : x - cx > 1 - margin ? 1 : 0, toY = y - cy < margin ? -1 : y - cy > 1 - margin ? 1 : 0;
    const slots = /* @__PURE__ */ new Set([slotOf(cx, cy), slotOf(cx + toX, cy), slotOf(cx, cy + toY), slotOf(cx + toX, cy + toY)]);
    for (const slot of slots) for (let b = head[slot]; b >= 0; b = next[b]) offer(a, b);
    const own = slotOf(cx, cy);
    next[a] = head[own];
    head[own] = a;
  }
  return pairs;
}
function describeVertices(lines, vertices) {
  const line = new Int32Array(vertices.count).fill(-1), level = new Int16Array(vertices.count), isEnd = new Uint8Array(vertices.count);
  for (let l = 0; l < lines.lineCount; l++) {
    const first = lines.firstVertex[l], last = lines.firstVertex[l + 1] - 1;
    for (let i = first; i <= last; i++) {
      const v = vertices.of[i];
      if (line[v] === -1) {
        line[v] = l;
        level[v] = lines.level[l];
      } else if (line[v] !== l) {
        line[v] = SEVERAL;
        if (level[v] !== lines.level[l]) level[v] = SEVERAL;
      }
      if (i === first || i === last) isEnd[v] = 1;
    }
  }
  return { line, level, isEnd };
}

// src/network/walk-network.ts
var FORWARD = 1;
var BACKWARD = 2;
var NO_LINE = 4294967295;

// src/network/build-network.ts
var BOTH2 = FORWARD | BACKWARD;
function buildNetwork(lines, joinToleranceMetres, findings) {
  const vertices = identifyVertices(lines);
  const joins = joinNearMisses(lines, vertices, joinToleranceMetres);
  const segments = cutSegments(lines, vertices, joins.length / 2, findings);
  for (let i = 0; i < joins.length; i += 2) addSegment(segments, vertices, joins[i], joins[i + 1], NO_LINE);
  if (joins.length > 0) findings.notice("near-miss-joined", "walk", `places where lines come within ${joinToleranceMetres} m of each other were joined`, "", joins.length / 2);
  const adjacency = linkSegments(segments, vertices.count);
  const dropped = dropDuplicates(lines, segments, adjacency, vertices.count);
  if (dropped.count > 0) findings.notice("duplicate-line", "walk", "pieces of lines drawn twice count once", "", dropped.count);
  return collapseChains(lines, vertices, segments, adjacency, dropped.isDropped);
}
function cutSegments(lines, vertices, extra, findings) {
  const most = Math.max(0, lines.lon.length - lines.lineCount) + extra;
  const segments = { count: 0, u: new Uint32Array(most), v: new Uint32Array(most), metres: new Float64Array(most), line: new Uint32Array(most) };
  for (let line = 0; line < lines.lineCount; line++) {
    const start = segments.count;
    let drawn = 0;
    for (let i = lines.firstVertex[line] + 1; i < lines.firstVertex[line + 1]; i++) {
      const u = vertices.of[i - 1], v = vertices.of[i];
      if (u !== v) drawn += addSegment(segments, vertices, u, v, line);
    }
    if (segments.count === start) findings.notice("zero-length-line", "walk", "lines whose points are all the same are left out", lines.id[line], 1, { id: lines.id[line] });
    const given = lines.givenMetres[line];
    if (!Number.isNaN(given)) for (let s = start; s < segments.count; s++) segments.metres[s] *= given / drawn;
  }
  return segments;
}
function addSegment(segments, { lon, lat }, u, v, line) {
  const s = segments.count++;
  segments.u[s] = u;
  segments.v[s] = v;
  segments.line[s] = line;
  return segments.metres[s] = geodesicMetres(lon[u] / DEGREE_UNITS, lat[u] / DEGREE_UNITS, lon[v] / DEGREE_UNITS, lat[v] / DEGREE_UNITS);
}
function linkSegments({ count, u, v }, vertexCount) {
  const first = new Uint32Array(vertexCount + 1);
  for (let s = 0; s < count; s++) {
    first[u[s] + 1]++;
    first[v[s] + 1]++;
  }
  for (let n = 0; n < vertexCount; n++) first[n + 1] += first[n];
  const next = first.slice(), segment = new Uint32Array(2 * count);
  for (let s = 0; s < count; s++) {
    segment[next[u[s]]++] = s;
    segment[next[v[s]]++] = s;
  }
  return { first, segment };
}
var directionOf = (lines, line) => line === NO_LINE ? BOTH2 : lines.direction[line];
var speedOf = (lines, line) => line === NO_LINE ? 1 : lines.speedFactor[line];
var reversed = (direction) => direction === BOTH2 ? BOTH2 : BOTH2 - direction;
function dropDuplicates(lines, { u, v, metres, line }, { first, segment }, vertexCount) {
  const isDropped = new Uint8Array(u.length);
  let count = 0;
  const otherEnd = (s, n) => u[s] === n ? v[s] : u[s];
  const directionFrom = (s, n) => u[s] === n ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s]));
  for (let n = 0; n < vertexCount; n++) {
    for (let i = first[n] + 1; i < first[n + 1]; i++) {
      const a = segment[i], end = otherEnd(a, n);
      if (end < n) continue;
      for (let j = first[n]; j < i && isDropped[a] === 0; j++) {
        const b = segment[j];
        if (isDropped[b] || otherEnd(b, n) !== end || speedOf(lines, line[a]) !== speedOf(lines, line[b]) || directionFrom(a, n) !== directionFrom(b, n)) continue;
        isDropped[metres[a] < metres[b] ? b : a] = 1;
        count++;
      }
    }
  }
  return { isDropped, count };
}
function collapseChains(lines, vertices, segments, { first, segment }, isDropped) {
  const { u, v, metres, line, count } = segments;
  const NOT_A_NODE = 4294967295;
  const nodeOf = new Uint32Array(vertices.count).fill(NOT_A_NODE);
  let nodeCount = 0;
  for (let n = 0; n < vertices.count; n++) {
    if (isJunction(n)) nodeOf[n] = nodeCount++;
  }
  function isJunction(n) {
    let a = -1, b = -1;
    for (let i = first[n]; i < first[n + 1]; i++) {
      const s = segment[i];
      if (isDropped[s]) continue;
      if (a < 0) a = s;
      else if (b < 0) b = s;
      else return true;
    }
    if (b < 0) return a >= 0;
    return !(directionOf(lines, line[a]) === BOTH2 && directionOf(lines, line[b]) === BOTH2 && speedOf(lines, line[a]) === speedOf(lines, line[b]));
  }
  const isDone = isDropped.slice();
  const edgeFrom = [], edgeTo = [], edgeMetres = [], edgeDirection = [], edgeSpeedFactor = [];
  const firstShape = [0];
  const mostShape = 2 * count;
  const shapeLon = new Int32Array(mostShape), shapeLat = new Int32Array(mostShape), shapeMetres = new Float64Array(mostShape), shapeLine = new Uint32Array(mostShape);
  let shapes = 0;
  const addShape = (vertex, at, along) => {
    shapeLon[shapes] = vertices.lon[vertex];
    shapeLat[shapes] = vertices.lat[vertex];
    shapeMetres[shapes] = at;
    shapeLine[shapes++] = along;
  };
  const traceEdge = (start, s) => {
    edgeFrom.push(nodeOf[start]);
    edgeDirection.push(u[s] === start ? directionOf(lines, line[s]) : reversed(directionOf(lines, line[s])));
    edgeSpeedFactor.push(speedOf(lines, line[s]));
    let at = 0, here = start;
    for (; ; ) {
      isDone[s] = 1;
      addShape(here, at, line[s]);
      at += metres[s];
      here = u[s] === here ? v[s] : u[s];
      if (nodeOf[here] !== NOT_A_NODE) break;
      const from = s;
      for (let i = first[here]; s === from; i++) if (segment[i] !== from && !isDropped[segment[i]]) s = segment[i];
    }
    addShape(here, at, NO_LINE);
    edgeTo.push(nodeOf[here]);
    edgeMetres.push(at);
    firstShape.push(shapes);
  };
  const traceFrom = (n) => {
    for (let i = first[n]; i < first[n + 1]; i++) if (!isDone[segment[i]]) traceEdge(n, segment[i]);
  };
  for (let n = 0; n < vertices.count; n++) if (nodeOf[n] !== NOT_A_NODE) traceFrom(n);
  for (let n = 0; n < vertices.count; n++) {
    if (nodeOf[n] !== NOT_A_NODE || segment.subarray(first[n], first[n + 1]).every((s) => isDone[s])) continue;
    nodeOf[n] = nodeCount++;
    traceFrom(n);
  }
  const ends = { edgeFrom: Uint32Array.from(edgeFrom), edgeTo: Uint32Array.from(edgeTo), firstShape: Uint32Array.from(firstShape) };
  return {
    nodeCount,
    edgeCount: edgeFrom.length,
    ...ends,
    edgeMetres: Float64Array.from(edgeMetres),
    edgeDirection: Uint8Array.from(edgeDirection),
    edgeSpeedFactor: Float64Array.from(edgeSpeedFactor),
    shapeLon: shapeLon.slice(0, shapes),
    shapeLat: shapeLat.slice(0, shapes),
    shapeMetres: shapeMetres.slice(0, shapes),
    shapeLine: shapeLine.slice(0, shapes),
    lineId: lines.id,
    lineName: lines.nameOf,
    names: lines.names,
    ...labelComponents(nodeCount, ends)
  };
}
function labelComponents(nodeCount, { edgeFrom, edgeTo, firstShape }) {
  const parent = Uint32Array.from({ length: nodeCount }, (_, n) => n);
  const rootOf = (n) => {
    while (parent[n] !== n) n = parent[n] = parent[parent[n]];
    return n;
  };
  for (let e = 0; e < edgeFrom.length; e++) {
    const a = rootOf(edgeFrom[e]), b = rootOf(edgeTo[e]);
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const size = new Float64Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) size[rootOf(n)]++;
  for (let e = 0; e < edgeFrom.length; e++) size[rootOf(edgeFrom[e])] += firstShape[e + 1] - firstShape[e] - 2;
  const roots = [];
  for (let n = 0; n < nodeCount; n++) if (parent[n] === n) roots.push(n);
  roots.sort((a, b) => size[b] - size[a] || a - b);
  const numberOf2 = new Uint32Array(nodeCount);
  roots.forEach((root, i) => {
    numberOf2[root] = i;
  });
  return {
    nodeComponent: Uint32Array.from({ length: nodeCount }, (_, n) => numberOf2[rootOf(n)]),
    componentVertices: Uint32Array.from(roots, (root) => size[root])
  };
}

// src/core/ranges.ts
function startsOf(lengths) {
  const first = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) first[i + 1] = first[i] + lengths[i];
  return first;
}

// src/network/elimination.ts
function eliminate({ nodeCount, edgeFrom, edgeTo }, mostArcs) {
  const lists = new NeighbourLists(nodeCount, edgeFrom, edgeTo), queue = new DegreeQueue(nodeCount);
  for (let n = 0; n < nodeCount; n++) queue.put(n, lists.length[n]);
  const order = new Uint32Array(nodeCount), { length } = lists;
  let arcs = 0;
  for (let i = 0; i < nodeCount; i++) {
    const node = queue.popLowest();
    order[i] = node;
    arcs += length[node];
    if (arcs > mostArcs) return null;
    lists.joinNeighbours(node, (neighbour, before) => {
      queue.move(neighbour, before, length[neighbour]);
    });
  }
  return renumber(order, lists);
}
var NeighbourLists = class {
  length;
  #start;
  #capacity;
  #pool;
  #used;
  /** By node: the last question in which it was seen. */
  #seen;
  #question = 0;
  constructor(nodeCount, edgeFrom, edgeTo) {
    const most = new Uint32Array(nodeCount);
    for (let e = 0; e < edgeFrom.length; e++) {
      most[edgeFrom[e]]++;
      most[edgeTo[e]]++;
    }
    const start = startsOf(most);
    this.#used = start[nodeCount];
    this.#start = start.slice(0, nodeCount);
    this.#capacity = most;
    this.#pool = new Uint32Array(4 * this.#used + 64);
    this.#seen = new Uint32Array(nodeCount);
    this.length = new Uint32Array(nodeCount);
    for (let e = 0; e < edgeFrom.length; e++) {
      this.#pool[this.#start[edgeFrom[e]] + this.length[edgeFrom[e]]++] = edgeTo[e];
      this.#pool[this.#start[edgeTo[e]] + this.length[edgeTo[e]]++] = edgeFrom[e];
    }
    for (let n = 0; n < nodeCount; n++) this.#dropRepeated(n);
  }
  /** A view. */
  of(node) {
    return this.#pool.subarray(this.#start[node], this.#start[node] + this.length[node]);
  }
  /**
   * Take a node out of the lists of its neighbours and join these to each other.
   * @param visit told of each neighbour and the length that its list had before.
   */
  joinNeighbours(node, visit2) {
    const seen = this.#seen, first = this.#start[node], end = first + this.length[node];
    for (let i = first; i < end; i++) {
      const neighbour = this.#pool[i], question = ++this.#question, before = this.length[neighbour];
      let from = this.#start[neighbour], free = -1;
      seen[neighbour] = question;
      for (let j = from; j < from + before; j++) {
        const other = this.#pool[j];
        if (other === node) free = j;
        else seen[other] = question;
      }
      let length = before;
      for (let j = first; j < end; j++) {
        const other = this.#pool[j];
        if (seen[other] === question) continue;
        if (free >= 0) {
          this.#pool[free] = other;
          free = -1;
          continue;
        }
        if (length === this.#capacity[neighbour]) from = this.#moveToEnd(neighbour, length);
        this.#pool[from + length++] = other;
      }
      if (free >= 0) this.#pool[free] = this.#pool[from + --length];
      this.length[neighbour] = length;
      if (length !== before) visit2(neighbour, before);
    }
  }
  /** Loops and parallel edges. */
  #dropRepeated(node) {
    const question = ++this.#question, start = this.#start[node], end = start + this.length[node];
    this.#seen[node] = question;
    let kept = start;
    for (let i = start; i < end; i++) {
      const other = this.#pool[i];
      if (this.#seen[other] === question) continue;
      this.#seen[other] = question;
      this.#pool[kept++] = other;
    }
    this.length[node] = kept - start;
  }
  /** Twice the room for a list; where it stands now. */
  #moveToEnd(node, length) {
    const capacity = Math.max(8, 2 * length), to = this.#used;
    if (to + capacity > this.#pool.length) {
      const grown = new Uint32Array(2 * this.#pool.length + capacity);
      grown.set(this.#pool);
      this.#pool = grown;
    }
    this.#pool.copyWithin(to, this.#start[node], this.#start[node] + length);
    this.#start[node] = to;
    this.#capacity[node] = capacity;
    this.#used += capacity;
    return to;
  }
};
var NONE = 4294967295;
var DegreeQueue = class {
  #head;
  #next;
  #previous;
  #lowest = 0;
  constructor(nodeCount) {
    this.#head = new Uint32Array(nodeCount + 1).fill(NONE);
    this.#next = new Uint32Array(nodeCount);
    this.#previous = new Uint32Array(nodeCount);
  }
  put(node, degree) {
    const after = this.#head[degree];
    this.#next[node] = after;
    this.#previous[node] = NONE;
    if (after !== NONE) this.#previous[after] = node;
    this.#head[degree] = node;
    if (degree < this.#lowest) this.#lowest = degree;
  }
  move(node, from, to) {
    this.#remove(node, from);
    this.put(node, to);
  }
  /** The queue must not be empty. */
  popLowest() {
    while (this.#head[this.#lowest] === NONE) this.#lowest++;
    const node = this.#head[this.#lowest];
    this.#remove(node, this.#lowest);
    return node;
  }
  #remove(node, degree) {
    const before = this.#previous[node], after = this.#next[node];
    if (before === NONE) this.#head[degree] = after;
    else this.#next[before] = after;
    if (after !== NONE) this.#previous[after] = before;
  }
};
function renumber(order, lists) {
  const nodeCount = order.length, turn = new Uint32Array(nodeCount), parent = new Uint32Array(nodeCount).fill(NONE);
  order.forEach((node, i) => {
    turn[node] = i;
  });
  order.forEach((node, i) => {
    for (const other of lists.of(node)) parent[i] = Math.min(parent[i], turn[other]);
  });
  const rankOfTurn = postorder(parent), rank = turn.map((i) => rankOfTurn[i]);
  const lengths = new Uint32Array(nodeCount);
  for (let n = 0; n < nodeCount; n++) lengths[rank[n]] = lists.length[n];
  const firstArc = startsOf(lengths), arcHead = new Uint32Array(firstArc[nodeCount]);
  for (let n = 0; n < nodeCount; n++) {
    const heads = arcHead.subarray(firstArc[rank[n]], firstArc[rank[n] + 1]);
    heads.set(lists.of(n));
    for (let i = 0; i < heads.length; i++) heads[i] = rank[heads[i]];
    heads.sort();
  }
  return { rank, firstArc, arcHead };
}
function postorder(parent) {
  const size = new Uint32Array(parent.length).fill(1), number = new Uint32Array(parent.length);
  for (let i = 0; i < parent.length; i++) if (parent[i] !== NONE) size[parent[i]] += size[i];
  const left = new Uint32Array(parent.length);
  let rest = parent.length;
  for (let i = parent.length - 1; i >= 0; i--) {
    const p = parent[i], last = p === NONE ? rest : left[p];
    if (p === NONE) rest -= size[i];
    else left[p] -= size[i];
    number[i] = last - 1;
    left[i] = last - 1;
  }
  return number;
}

// src/travel/costs.ts
var LONGEST = 2147483647;
function computeWalkCosts(network, profile2) {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, edgeMetres, edgeDirection, edgeSpeedFactor } = network;
  const edgeMs = new Uint32Array(edgeCount), edgeMm = new Uint32Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    edgeMs[e] = Math.min(LONGEST, Math.max(1, walkMs(edgeMetres[e], profile2.metresPerMinute * edgeSpeedFactor[e])));
    edgeMm[e] = Math.min(LONGEST, Math.round(edgeMetres[e] * 1e3));
  }
  const firstArc = new Uint32Array(nodeCount + 1);
  for (let e = 0; e < edgeCount; e++) {
    if (edgeDirection[e] & FORWARD) firstArc[edgeTo[e] + 1]++;
    if (edgeDirection[e] & BACKWARD) firstArc[edgeFrom[e] + 1]++;
  }
  for (let n = 0; n < nodeCount; n++) firstArc[n + 1] += firstArc[n];
  const arcs = firstArc[nodeCount], next = firstArc.slice();
  const arcNode = new Uint32Array(arcs), arcMs = new Uint32Array(arcs), arcMm = new Uint32Array(arcs);
  const addArc = (at, from, e) => {
    const a = next[at]++;
    arcNode[a] = from;
    arcMs[a] = edgeMs[e];
    arcMm[a] = edgeMm[e];
  };
  for (let e = 0; e < edgeCount; e++) {
    if (edgeDirection[e] & FORWARD) addArc(edgeTo[e], edgeFrom[e], e);
    if (edgeDirection[e] & BACKWARD) addArc(edgeFrom[e], edgeTo[e], e);
  }
  return { network, profile: profile2, nodeCount, firstArc, arcNode, arcMs, arcMm, edgeMs, edgeMm };
}

// src/travel/hierarchy.ts
function customise(elimination, costs) {
  const { firstArc, arcHead } = elimination, arcs = arcHead.length, rankCount = firstArc.length - 1;
  if (rankCount !== costs.nodeCount) throw new RangeError(`the elimination has ${rankCount} nodes, expected ${costs.nodeCount}`);
  const noWay = () => new Uint32Array(arcs).fill(UNREACHED);
  const hierarchy = { costs, elimination, upMs: noWay(), upMm: new Float64Array(arcs), downMs: noWay(), downMm: new Float64Array(arcs) };
  layEdges(hierarchy);
  layShortcuts(hierarchy);
  return hierarchy;
}
function improve(ms, mm, arc, newMs, newMm) {
  if (newMs > ms[arc] || newMs >= UNREACHED || newMs === ms[arc] && newMm >= mm[arc]) return;
  ms[arc] = newMs;
  mm[arc] = newMm;
}
function layEdges({ costs, elimination: { rank, firstArc, arcHead }, upMs, upMm, downMs, downMm }) {
  const { network: { edgeFrom, edgeTo, edgeDirection, edgeCount }, edgeMs, edgeMm } = costs;
  for (let e = 0; e < edgeCount; e++) {
    const from = rank[edgeFrom[e]], to = rank[edgeTo[e]];
    if (from === to) continue;
    const low = Math.min(from, to), high = Math.max(from, to);
    let arc = firstArc[low];
    while (arcHead[arc] !== high) arc++;
    const isUp = from < to;
    if (edgeDirection[e] & (isUp ? FORWARD : BACKWARD)) improve(upMs, upMm, arc, edgeMs[e], edgeMm[e]);
    if (edgeDirection[e] & (isUp ? BACKWARD : FORWARD)) improve(downMs, downMm, arc, edgeMs[e], edgeMm[e]);
  }
}
function layShortcuts({ elimination: { firstArc, arcHead }, upMs, upMm, downMs, downMm }) {
  const rankCount = firstArc.length - 1, { firstLower, lowerArc, lowerTail } = listLower(firstArc, arcHead), arcTo = new Uint32Array(rankCount);
  for (let rank = 0; rank < rankCount; rank++) {
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) arcTo[arcHead[arc]] = arc;
    for (let i = firstLower[rank]; i < firstLower[rank + 1]; i++) {
      const over = lowerArc[i], end = firstArc[lowerTail[i] + 1];
      const hereMs = downMs[over], hereMm = downMm[over], backMs = upMs[over], backMm = upMm[over];
      for (let other = over + 1; other < end; other++) {
        const arc = arcTo[arcHead[other]];
        improve(upMs, upMm, arc, hereMs + upMs[other], hereMm + upMm[other]);
        improve(downMs, downMm, arc, downMs[other] + backMs, downMm[other] + backMm);
      }
    }
  }
}
function listLower(firstArc, arcHead) {
  const rankCount = firstArc.length - 1, firstLower = new Uint32Array(rankCount + 1), lowerArc = new Uint32Array(arcHead.length), lowerTail = new Uint32Array(arcHead.length);
  for (const head of arcHead) firstLower[head + 1]++;
  for (let r = 0; r < rankCount; r++) firstLower[r + 1] += firstLower[r];
  const next = firstLower.slice();
  for (let tail = 0; tail < rankCount; tail++) {
    for (let arc = firstArc[tail]; arc < firstArc[tail + 1]; arc++) {
      const at = next[arcHead[arc]]++;
      lowerArc[at] = arc;
      lowerTail[at] = tail;
    }
  }
  return { firstLower, lowerArc, lowerTail };
}

// src/travel/plain-sweep.ts
var PlainSweep = class {
  #hierarchy;
  constructor(hierarchy) {
    this.#hierarchy = hierarchy;
  }
  answer(exits, questions) {
    const labels = makeLabels(this.#hierarchy.costs.nodeCount);
    return questions.map((entries) => {
      labels.ms.fill(UNREACHED);
      entries.rank.forEach((rank, i) => {
        improve2(labels, rank, entries.ms[i], entries.destination[i], entries.mm[i], entries.limitMs);
      });
      sweepUp(this.#hierarchy, entries.limitMs, labels);
      sweepDown(this.#hierarchy, entries.limitMs, labels);
      return readOff(exits, labels, entries.limitMs);
    });
  }
};
function makeLabels(length) {
  return { ms: new Uint32Array(length), destination: new Uint32Array(length), mm: new Float64Array(length) };
}
function improve2(labels, at, ms, destination, mm, limitMs) {
  const oldMs = labels.ms[at];
  if (ms > limitMs || ms > oldMs) return;
  if (ms === oldMs && (destination > labels.destination[at] || destination === labels.destination[at] && mm >= labels.mm[at])) return;
  labels.ms[at] = ms;
  labels.destination[at] = destination;
  labels.mm[at] = mm;
}
function sweepUp({ elimination: { firstArc, arcHead }, downMs, downMm }, limitMs, labels) {
  for (let rank = 0; rank < firstArc.length - 1; rank++) {
    const ms = labels.ms[rank], destination = labels.destination[rank], mm = labels.mm[rank];
    if (ms === UNREACHED) continue;
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) improve2(labels, arcHead[arc], ms + downMs[arc], destination, mm + downMm[arc], limitMs);
  }
}
function sweepDown({ elimination: { firstArc, arcHead }, upMs, upMm }, limitMs, labels) {
  for (let rank = firstArc.length - 2; rank >= 0; rank--) {
    for (let arc = firstArc[rank]; arc < firstArc[rank + 1]; arc++) {
      const head = arcHead[arc];
      improve2(labels, rank, labels.ms[head] + upMs[arc], labels.destination[head], labels.mm[head] + upMm[arc], limitMs);
    }
  }
}
function readOff({ first, rank, ms, mm }, labels, limitMs) {
  const found = makeLabels(first.length - 1);
  found.ms.fill(UNREACHED);
  for (let origin = 0; origin < found.ms.length; origin++) {
    for (let i = first[origin]; i < first[origin + 1]; i++) {
      const r = rank[i];
      improve2(found, origin, labels.ms[r] + ms[i], labels.destination[r], labels.mm[r] + mm[i], limitMs);
    }
  }
  const ifReached = (value, o) => found.ms[o] === UNREACHED ? UNREACHED : value;
  return { ms: found.ms, destination: found.destination.map(ifReached), mm: Uint32Array.from(found.mm, ifReached) };
}

// src/travel/label-sweep-wasm.ts
var LABEL_SWEEP_WASM = "AGFzbQEAAAABJwVgBX9/f39/AGACf38AYAl/f39/f39/f38AYAN/f38AYAR/f39/AAMIBwAAAQIDBAEFAwEAAAYLAn4BQgALfgFCAAsHTQgJc2V0V2lkdGhzAAIEcGFjawAEBWNsZWFyAAYFb2ZmZXIABQdzd2VlcFVwAAAJc3dlZXBEb3duAAEHcmVhZE9mZgADBm1lbW9yeQIACtkJB8YCAgR/B3sgASgCACEGA0AgACAISwRAIAEgCEECdGooAgQhBQJAIAQgCEEGdGoiB/0ABAAiDyAH/QAEECIOIA8gDv3YAf1SIgogB/0ABCAiDSAH/QAEMCIMIA0gDP3YAf1SIgkgCiAJ/dgB/VL9DP////////8//////////z/91gH9wwEEQCAFIQYMAQsDQCAFIAZLBEAgAiAGQQJ0aigCACIH/QAEACEKIAcgDyADIAZBA3Rq/QoDACIL/c4BIgkgCiAJIAr92AH9Uv0LBAAgByAOIAv9zgEiCiAH/QAEECIJIAogCf3YAf1S/QsEECAHIA0gC/3OASIKIAf9AAQgIgkgCiAJ/dgB/VL9CwQgIAcgDCAL/c4BIgogB/0ABDAiCSAKIAn92AH9Uv0LBDAgBkEBaiEGDAELCwsgCEEBaiEIDAELCwuKAgIEfwZ7A0AgACIFQQFrIQAgBQRAIAQgAEEGdGoiCP0ABAAhCSAI/QAEECEKIAj9AAQgIQsgCP0ABDAhDCABIABBAnRqIgUoAgQhByAFKAIAIQUDQCAFIAdJBEAgAiAFQQJ0aigCACIG/QAEACADIAVBA3Rq/QoDACIN/c4BIg4gCSAOIAn92AH9UiEJIAb9AAQQIA39zgEiDiAKIA4gCv3YAf1SIQogBv0ABCAgDf3OASIOIAsgDiAL/dgB/VIhCyAG/QAEMCAN/c4BIg0gDCANIAz92AH9UiEMIAVBAWohBQwBCwsgCCAJ/QsEACAIIAr9CwQQIAggC/0LBCAgCCAM/QsEMAwBCwsLDAAgAKwkACABrCQBC8gDAwR/BnsEfkIBIwGGQgF9IRRCASMAIwF9hkIBfSEVA0AgACAKSwRA/Qz/////////P/////////8/IQ39DP////////8//////////z8hDv0M/////////z//////////PyEP/Qz/////////P/////////8/IRAgASAKQQJ0aiIJKAIEIQsgCSgCACEJA0AgCSALSQRAIAIgCUECdGooAgAiDP0ABAAgAyAJQQN0av0KAwAiEf3OASISIA0gEiAN/dgB/VIhDSAM/QAEECAR/c4BIhIgDiASIA792AH9UiEOIAz9AAQgIBH9zgEiEiAPIBIgD/3YAf1SIQ8gDP0ABDAgEf3OASIRIBAgESAQ/dgB/VIhECAJQQFqIQkMAQsLIAUgDf0LBAAgBSAO/QsEECAFIA/9CwQgIAUgEP0LBDBBACEJA0AgCUEISQRAIAUgCUEDdGopAwAiEyMAhyIWIAQgCUECdGo1AgBXIQsgACAJbCAKakECdCIMIAZqIBanQX8gCxs2AgAgByAMaiATIwGHIBWDp0F/IAsbNgIAIAggDGogEyAUg6dBfyALGzYCACAJQQFqIQkMAQsLIApBAWohCgwBCwsLSwEBfyAAIAFBA3RqIQMDQCAAIANJBEAgACAAKAIAIgEgAksEfkL//////////z8FIAA1AgQgAa0jAIZ8CzcDACAAQQhqIQAMAQsLCycBAX4gA60gAa0jAIYgAq0jAYZ8fCIEIAApAwBTBEAgACAENwMACws4ACAAIAFBBnRqIQEDQCAAIAFJBEAgAP0M/////////z//////////P/0LBAAgAEEQaiEADAELCws=";

// src/travel/wasm-sweep.ts
var PAGE_BYTES = 1 << 16;
var MOST_BYTES2 = 2 ** 32 - PAGE_BYTES;
var LABEL_BYTES = 64;
var QUESTIONS = 8;
var BITS = 62;
var WasmSweep = class _WasmSweep {
  #kernel;
  #hierarchy;
  /** Addresses; what is asked for with a question begins at `rest`. */
  #at;
  #packed = null;
  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(hierarchy) {
    const kernel = openWasm(LABEL_SWEEP_WASM);
    if (kernel === null) return null;
    const sweep = new _WasmSweep(kernel, hierarchy);
    return sweep.#copyArcs() ? sweep : null;
  }
  constructor(kernel, hierarchy) {
    const { firstArc, arcHead } = hierarchy.elimination, ranks = firstArc.length - 1, arcs = arcHead.length;
    this.#kernel = kernel;
    this.#hierarchy = hierarchy;
    const labels = LABEL_BYTES, up = labels + LABEL_BYTES * ranks, down = up + 8 * arcs, first = down + 8 * arcs, heads = first + 4 * (ranks + 1), limits = heads + 4 * arcs;
    this.#at = { labels, up, down, first, heads, limits, rest: limits + 4 * QUESTIONS };
  }
  answer(exits, questions) {
    const widths = this.#packArcs(exits, questions), origins = exits.first.length - 1, exitCount = exits.rank.length;
    if (widths === null) return null;
    const label = this.#at.rest, costs = label + LABEL_BYTES, heads = costs + 8 * exitCount, first = heads + 4 * exitCount;
    const ms = first + 4 * (origins + 1), destination = ms + 4 * QUESTIONS * origins, mm = destination + 4 * QUESTIONS * origins;
    if (!this.#reserve(mm + 4 * QUESTIONS * origins)) return null;
    this.#copyExits(exits, widths, { costs, heads, first });
    const results = [], kernel = this.#kernel, { buffer } = kernel.memory;
    for (let from = 0; from < questions.length; from += QUESTIONS) {
      const group2 = questions.slice(from, from + QUESTIONS);
      this.#sweep(group2);
      kernel.readOff(origins, first, heads, costs, this.#at.limits, label, ms, destination, mm);
      group2.forEach((_, q) => {
        const resultAt = (at) => new Uint32Array(buffer, at + 4 * q * origins, origins).slice();
        results.push({ ms: resultAt(ms), destination: resultAt(destination), mm: resultAt(mm) });
      });
    }
    return results;
  }
  #sweep(group2) {
    const kernel = this.#kernel, { labels, limits, first, heads, up, down } = this.#at, ranks = this.#hierarchy.costs.nodeCount;
    kernel.clear(labels, ranks);
    const limitOf = new Uint32Array(kernel.memory.buffer, limits, QUESTIONS);
    group2.forEach(({ limitMs, rank, ms, destination, mm }, q) => {
      limitOf[q] = limitMs;
      for (let i = 0; i < rank.length; i++) kernel.offer(labels + LABEL_BYTES * rank[i] + 8 * q, ms[i], destination[i], mm[i]);
    });
    kernel.sweepUp(ranks, first, heads, down, labels);
    kernel.sweepDown(ranks, first, heads, up, labels);
  }
  #copyArcs() {
    const { first, heads, labels, rest } = this.#at, { firstArc, arcHead } = this.#hierarchy.elimination;
    if (!this.#reserve(rest)) return false;
    const { buffer } = this.#kernel.memory, headAt = new Uint32Array(buffer, heads, arcHead.length);
    new Uint32Array(buffer, first, firstArc.length).set(firstArc);
    for (let a = 0; a < arcHead.length; a++) headAt[a] = labels + LABEL_BYTES * arcHead[a];
    return true;
  }
  /** Whether there is memory up to an address. */
  #reserve(end) {
    const { memory } = this.#kernel, missing = end - memory.buffer.byteLength;
    if (end > MOST_BYTES2) return false;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      return true;
    } catch {
      return false;
    }
  }
  /** Pack the arcs as wide as questions need, if they are not yet; null where that is more than there is. */
  #packArcs(exits, questions) {
    const { upMs, upMm, downMs, downMm } = this.#hierarchy, { up, down } = this.#at, packed = this.#packed;
    const limitMs = questions.reduce((most, entries) => Math.max(most, entries.limitMs), 0), destinationBits = bitsOf(questions.reduce((most, { destination }) => Math.max(most, destination.at(-1) ?? 0), 0));
    const isEnough = packed !== null && packed.limitMs >= limitMs;
    const widest = isEnough ? packed.limitMs : limitMs, mmBits = bitsOf(this.#mostMm(exits, questions, widest));
    if (isEnough && mmBits <= packed.mmBits && destinationBits <= packed.shift - packed.mmBits) return packed;
    const widths = { limitMs: widest, mmBits, shift: BITS - bitsOf(widest + 1) };
    if (mmBits > 32 || widths.shift - mmBits < destinationBits) return null;
    this.#kernel.setWidths(widths.shift, mmBits);
    this.#pack(up, upMs, upMm, widest);
    this.#pack(down, downMs, downMm, widest);
    this.#packed = widths;
    return widths;
  }
  /** No way within the limit is longer. */
  #mostMm({ ms, mm }, questions, limitMs) {
    const { edgeMs, edgeMm } = this.#hierarchy.costs;
    let entryMm = 0, exitMm = 0, mmOfMs = 0;
    for (const entries of questions) for (const length of entries.mm) entryMm = Math.max(entryMm, length);
    for (let i = 0; i < ms.length; i++) if (ms[i] <= limitMs) exitMm = Math.max(exitMm, mm[i]);
    for (let e = 0; e < edgeMs.length; e++) if (edgeMs[e] <= limitMs) mmOfMs = Math.max(mmOfMs, edgeMm[e] / edgeMs[e]);
    return Math.ceil(entryMm + exitMm + mmOfMs * limitMs) + 1;
  }
  /** Of times beyond the limit the millimetres do not matter; the others fit. */
  #pack(at, ms, mm, limitMs) {
    const words2 = new Uint32Array(this.#kernel.memory.buffer, at, 2 * ms.length);
    for (let i = 0; i < ms.length; i++) {
      words2[2 * i] = ms[i];
      words2[2 * i + 1] = mm[i];
    }
    this.#kernel.pack(at, ms.length, limitMs);
  }
  #copyExits({ first, rank, ms, mm }, { limitMs }, at) {
    const { buffer } = this.#kernel.memory, heads = new Uint32Array(buffer, at.heads, rank.length);
    new Uint32Array(buffer, at.first, first.length).set(first);
    for (let i = 0; i < rank.length; i++) heads[i] = this.#at.labels + LABEL_BYTES * rank[i];
    this.#pack(at.costs, ms, mm, limitMs);
  }
};
function bitsOf(value) {
  return value >= 2 ** 32 ? 33 : 32 - Math.clz32(value);
}

// src/travel/label-sweep.ts
var LabelSweep = class {
  hierarchy;
  #wasm;
  #plain;
  constructor(hierarchy) {
    this.hierarchy = hierarchy;
    this.#wasm = WasmSweep.open(hierarchy);
    this.#plain = new PlainSweep(hierarchy);
  }
  answer(exits, questions) {
    return this.#wasm?.answer(exits, questions) ?? this.#plain.answer(exits, questions);
  }
};

// src/travel/edge-ways.ts
function eachEntry(costs, place2, visit2) {
  const { network: { edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = costs, { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } = place2, direction = edgeDirection[edge];
  if (direction & FORWARD || fromMs === 0) visit2(edgeFrom[edge], legMs + fromMs, legMm + fromMm);
  if (direction & BACKWARD || toMs === edgeMs[edge]) visit2(edgeTo[edge], legMs + edgeMs[edge] - toMs, legMm + edgeMm[edge] - toMm);
  for (const { node, access } of costs.stopsOnEdge?.get(edge) ?? []) eachDirect(costs, access, place2, (ms, mm) => {
    visit2(node, ms, mm);
  });
}
function eachExit(costs, place2, visit2) {
  const { network: { edgeFrom, edgeTo, edgeDirection }, edgeMs, edgeMm } = costs, { edge, legMs, legMm, fromMs, toMs, fromMm, toMm } = place2, direction = edgeDirection[edge];
  if (direction & FORWARD || toMs === edgeMs[edge]) visit2(edgeTo[edge], legMs + edgeMs[edge] - toMs, legMm + edgeMm[edge] - toMm);
  if (direction & BACKWARD || fromMs === 0) visit2(edgeFrom[edge], legMs + fromMs, legMm + fromMm);
  for (const { node, access } of costs.stopsOnEdge?.get(edge) ?? []) eachDirect(costs, place2, access, (ms, mm) => {
    visit2(node, ms, mm);
  });
}
function eachDirect({ network }, from, to, visit2) {
  if (from.edge !== to.edge) return;
  const direction = network.edgeDirection[from.edge], ahead = to.fromMs >= from.toMs, behind = to.toMs <= from.fromMs;
  const legs = from.legMs + to.legMs, legsMm = from.legMm + to.legMm;
  if (!ahead && !behind) visit2(legs, legsMm);
  if (ahead && direction & FORWARD) visit2(legs + to.fromMs - from.toMs, legsMm + to.fromMm - from.toMm);
  if (behind && direction & BACKWARD) visit2(legs + from.fromMs - to.toMs, legsMm + from.fromMm - to.toMm);
}

// src/core/bucket-queue.ts
var BUCKET_BITS = 14;
var NONE2 = 4294967295;
var BucketQueue = class {
  /** Key of the pair most recently removed by `pop`. */
  poppedKey = 0;
  #current = 0;
  /** No pair lies in a higher bucket. */
  #last = 0;
  #head;
  #item = new Uint32Array(1 << 10);
  #key = new Uint32Array(1 << 10);
  #next = new Uint32Array(1 << 10);
  #used = 0;
  #free = NONE2;
  /** @param maxKey largest key that will be pushed. */
  constructor(maxKey) {
    this.#head = new Uint32Array((maxKey >>> BUCKET_BITS) + 1).fill(NONE2);
  }
  /** @param key not below the bucket of the key popped last. */
  push(key, item) {
    let slot = this.#free;
    if (slot === NONE2) {
      if (this.#used === this.#item.length) this.#grow();
      slot = this.#used++;
    } else {
      this.#free = this.#next[slot];
    }
    const bucket = key >>> BUCKET_BITS;
    this.#item[slot] = item;
    this.#key[slot] = key;
    this.#next[slot] = this.#head[bucket];
    this.#head[bucket] = slot;
    if (bucket > this.#last) this.#last = bucket;
  }
  /** Remove a pair of the lowest bucket and return its item, or -1 if there is none; its key is in `poppedKey`. */
  pop() {
    const head = this.#head;
    while (this.#current <= this.#last) {
      const slot = head[this.#current];
      if (slot !== NONE2) {
        head[this.#current] = this.#next[slot];
        this.#next[slot] = this.#free;
        this.#free = slot;
        this.poppedKey = this.#key[slot];
        return this.#item[slot];
      }
      this.#current++;
    }
    return -1;
  }
  /** Begin again from key 0. The queue must be empty. */
  reset() {
    this.#current = this.#last = 0;
  }
  #grow() {
    const longer = (old) => {
      const grown = new Uint32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.#item = longer(this.#item);
    this.#key = longer(this.#key);
    this.#next = longer(this.#next);
  }
};

// src/travel/node-labels.ts
var LABEL_BYTES2 = 16;
var NodeLabels = class {
  /** Length 4 N: ms, destination, and the two halves of mm. */
  words;
  /** Length 2 N: mm of node n is number 2 n + 1. */
  numbers;
  /** @param at a multiple of 8. */
  constructor(buffer, at, nodeCount) {
    this.words = new Uint32Array(buffer, at, 4 * nodeCount);
    this.numbers = new Float64Array(buffer, at, 2 * nodeCount);
  }
  /** Milliseconds to a node; UNREACHED where it is not reached within the limit. */
  msOf(node) {
    return this.words[4 * node];
  }
  /** Only where it is reached. */
  destinationOf(node) {
    return this.words[4 * node + 1];
  }
  /** Millimetres; only where it is reached. */
  mmOf(node) {
    return this.numbers[2 * node + 1];
  }
  set(node, ms, destination, mm) {
    this.words[4 * node] = ms;
    this.words[4 * node + 1] = destination;
    this.numbers[2 * node + 1] = mm;
  }
  clear(node) {
    this.words[4 * node] = UNREACHED;
  }
  clearAll() {
    this.words.fill(UNREACHED);
  }
};

// src/travel/plain-search.ts
var PlainSearch = class {
  labels;
  next = new Uint32Array(0);
  #costs;
  #queue = new BucketQueue(0);
  #limitMs = 0;
  #touched = new Uint32Array(1 << 10);
  #touchedCount = 0;
  constructor(costs) {
    this.#costs = costs;
    this.labels = new NodeLabels(new ArrayBuffer(LABEL_BYTES2 * costs.nodeCount), 0, costs.nodeCount);
    this.labels.clearAll();
  }
  get reached() {
    return this.#touched.subarray(0, this.#touchedCount);
  }
  run(limitMs, eachStart, withNext) {
    for (const node of this.reached) this.labels.clear(node);
    this.#touchedCount = 0;
    if (limitMs !== this.#limitMs) this.#queue = new BucketQueue(limitMs);
    this.#limitMs = limitMs;
    this.#queue.reset();
    if (withNext && this.next.length === 0) this.next = new Uint32Array(this.#costs.nodeCount);
    eachStart((node, ms, destination, mm) => {
      if (ms <= limitMs) this.#offer(node, ms, destination, mm, UNREACHED, withNext);
    });
    const { firstArc, arcNode, arcMs, arcMm } = this.#costs, labels = this.labels, queue = this.#queue;
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const atMs = queue.poppedKey;
      if (atMs > labels.msOf(node)) continue;
      const destination = labels.destinationOf(node), atMm = labels.mmOf(node), leftMs = limitMs - atMs;
      for (let a = firstArc[node]; a < firstArc[node + 1]; a++) if (arcMs[a] <= leftMs) this.#offer(arcNode[a], atMs + arcMs[a], destination, atMm + arcMm[a], node, withNext);
    }
    return true;
  }
  #offer(node, ms, destination, mm, to, withNext) {
    const labels = this.labels, oldMs = labels.msOf(node);
    if (ms > oldMs) return;
    if (ms === oldMs) {
      const oldDestination = labels.destinationOf(node);
      if (destination > oldDestination || destination === oldDestination && mm >= labels.mmOf(node)) return;
    } else if (oldMs === UNREACHED) {
      this.#touch(node);
    }
    labels.set(node, ms, destination, mm);
    if (withNext) this.next[node] = to;
    this.#queue.push(ms, node);
  }
  #touch(node) {
    if (this.#touchedCount === this.#touched.length) {
      const grown = new Uint32Array(2 * this.#touched.length);
      grown.set(this.#touched);
      this.#touched = grown;
    }
    this.#touched[this.#touchedCount++] = node;
  }
};

// src/travel/label-search-wasm.ts
var LABEL_SEARCH_WASM = "AGFzbQEAAAABGwRgAAF/YAV/f398fwF/YAV/f39/fwBgAn9/AAMGBQAAAQIDBQMBAAAGMwp/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEACwc4BgZsYXlPdXQAAwVjbGVhcgAEDHRvdWNoZWRDb3VudAAABW9mZmVyAAIDcnVuAAEGbWVtb3J5AgAKswYFCgAjCCMDa0ECdgvRAwIQfwJ8IwRBAEchCyMGIQwDQCAGIwdNBEAjACAGQQJ0aiIJKAIAIQADQCAABEAgCSAAKAIANgIAIAAgATYCACAAIgEoAgQiByAAKAIIIgAoAgBNBEAgACgCBCEIIAArAwghESAMIAdrIQ0jASAAIwJrQQR2Ig5BAnRqIgAoAgQhDyAAKAIAIQQDQCAEIA9JBEACQCANIAQoAgQiAEkNACAAIAdqIgUgBCgCACIDKAIAIgBLDQAgESAEKAIIuKAhECAAIAVGBEAgAygCBCIAIAhJBH9BAQUgACAIRgR/IBAgAysDCGYFQQALCw0BBSAAQX9GBEAjCCADIwJrQQR2NgIAIwhBBGokCAsLIAMgBTYCACADIAg2AgQgAyAQOQMIIAsEQCMEIAMjAmtBAnZqIA42AgALIAEiAARAIAAoAgAhAQU/ACICIwkiAEELakEQdksEf0EBBSACQQN2QQFqQABBAE4LRQRAQQAPCyAAQQxqJAkLIAAjACAFQQ52IgpBAnRqIgIoAgA2AgAgACAFNgIEIAAgAzYCCCACIAA2AgAgCiMHSwRAIAokBwsLIARBDGohBAwBCwsLIAkoAgAhAAwBCwsgBkEBaiEGDAELC0EBC/YBAQN/IwIgAEEEdGoiBSgCACIGIAFJBEBBAQ8LIAEgBkYEQCAFKAIEIgcgAkkEf0EBBSACIAdGBH8gAyAFKwMIZgVBAAsLBEBBAQ8LCyAGQX9GBEAjCCAANgIAIwhBBGokCAsgBSABNgIAIAUgAjYCBCAFIAM5AwgjBARAIwQgAEECdGogBDYCAAsjACABQQ52IgBBAnRqIQI/ACIEIwkiBkELakEQdksEf0EBBSAEQQN2QQFqQABBAE4LRQRAQQAPCyAGQQxqJAkgBiACKAIANgIAIAYgATYCBCAGIAU2AgggAiAGNgIAIAAjB0sEQCAAJAcLQQELGgAgACQAIAEkASACJAIgAyQIIwgkAyAEJAULQAEBfyMDIQIDQCACIwhJBEAjAiACKAIAQQR0akF/NgIAIAJBBGohAgwBCwsjAyQIIwUkCSAAJAZBACQHIAEkBAs=";

// src/travel/wasm-search.ts
var PAGE_BYTES2 = 1 << 16;
var MOST_BYTES3 = 2 ** 32 - PAGE_BYTES2;
var BUCKET_BYTES = 4 << 18;
var ARC_BYTES = 12;
var FIRST_SLOTS_BYTES = 12 << 10;
var WasmSearch = class _WasmSearch {
  labels;
  #kernel;
  #nodeCount;
  #labelsAt;
  #touchedAt;
  #nextAt;
  /** null where WebAssembly cannot be had, or not so much memory. */
  static open(costs) {
    const kernel = openWasm(LABEL_SEARCH_WASM);
    if (kernel === null) return null;
    const firstArcAt = BUCKET_BYTES, arcsAt = firstArcAt + 4 * (costs.nodeCount + 1), labelsAt = 8 * Math.ceil((arcsAt + ARC_BYTES * costs.arcNode.length) / 8);
    const touchedAt = labelsAt + LABEL_BYTES2 * costs.nodeCount, nextAt = touchedAt + 4 * costs.nodeCount, slotsAt = nextAt + 4 * costs.nodeCount;
    const bytes = slotsAt + FIRST_SLOTS_BYTES;
    if (bytes > MOST_BYTES3) return null;
    try {
      kernel.memory.grow(Math.ceil((bytes - kernel.memory.buffer.byteLength) / PAGE_BYTES2));
    } catch {
      return null;
    }
    kernel.layOut(0, firstArcAt, labelsAt, touchedAt, slotsAt);
    copyArcs(costs, kernel.memory.buffer, firstArcAt, arcsAt, labelsAt);
    return new _WasmSearch(kernel, costs.nodeCount, { labelsAt, touchedAt, nextAt });
  }
  constructor(kernel, nodeCount, { labelsAt, touchedAt, nextAt }) {
    this.#kernel = kernel;
    this.#nodeCount = nodeCount;
    this.#labelsAt = labelsAt;
    this.#touchedAt = touchedAt;
    this.#nextAt = nextAt;
    this.labels = new NodeLabels(kernel.memory.buffer, labelsAt, nodeCount);
    this.labels.clearAll();
  }
  get reached() {
    return new Uint32Array(this.#kernel.memory.buffer, this.#touchedAt, this.#kernel.touchedCount());
  }
  get next() {
    return new Uint32Array(this.#kernel.memory.buffer, this.#nextAt, this.#nodeCount);
  }
  run(limitMs, eachStart, withNext) {
    const kernel = this.#kernel;
    let fits = true;
    kernel.clear(limitMs, withNext ? this.#nextAt : 0);
    eachStart((node, ms, destination, mm) => {
      if (fits && ms <= limitMs) fits = kernel.offer(node, ms, destination, mm, UNREACHED) !== 0;
    });
    fits &&= kernel.run() !== 0;
    if (this.labels.words.buffer !== kernel.memory.buffer) this.labels = new NodeLabels(kernel.memory.buffer, this.#labelsAt, this.#nodeCount);
    return fits;
  }
};
function copyArcs({ nodeCount, firstArc, arcNode, arcMs, arcMm }, buffer, firstArcAt, arcsAt, labelsAt) {
  const first = new Uint32Array(buffer, firstArcAt, nodeCount + 1), arcs = new Uint32Array(buffer, arcsAt, 3 * arcNode.length);
  for (let n = 0; n <= nodeCount; n++) first[n] = arcsAt + ARC_BYTES * firstArc[n];
  for (let a = 0, at = 0; a < arcNode.length; a++) {
    arcs[at++] = labelsAt + LABEL_BYTES2 * arcNode[a];
    arcs[at++] = arcMs[a];
    arcs[at++] = arcMm[a];
  }
}

// src/travel/label-search.ts
var LabelSearch = class {
  #costs;
  #kernel;
  constructor(costs) {
    this.#costs = costs;
    this.#kernel = (typeof IN_PAGE === "undefined" ? WasmSearch.open(costs) : null) ?? new PlainSearch(costs);
  }
  /**
   * @param limitMs inclusive; below UNREACHED.
   * @param withNext whether `next` will be asked for.
   */
  run(limitMs, eachStart, withNext = false) {
    if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
    if (this.#kernel.run(limitMs, eachStart, withNext)) return;
    this.#kernel = new PlainSearch(this.#costs);
    this.#kernel.run(limitMs, eachStart, withNext);
  }
  /** Of the last search; valid until the next. */
  get labels() {
    return this.#kernel.labels;
  }
  get reached() {
    return this.#kernel.reached;
  }
  get next() {
    return this.#kernel.next;
  }
};

// src/travel/nearest.ts
function findNearest(costs, origins, destinations, limitMs) {
  const arrivals = listArrivals(destinations);
  const { labels } = searchBackwards(costs, arrivals, limitMs);
  const result = { ms: new Uint32Array(origins.length).fill(UNREACHED), mm: new Uint32Array(origins.length).fill(UNREACHED), destination: new Uint32Array(origins.length).fill(UNREACHED) };
  origins.forEach((accesses, origin) => {
    for (const access of accesses) readOff2(costs, labels, arrivals.get(access.edge) ?? [], access, origin, limitMs, result);
  });
  return result;
}
function listArrivals(destinations) {
  const arrivals = /* @__PURE__ */ new Map();
  destinations.forEach((accesses, destination) => {
    for (const access of accesses) {
      const there = arrivals.get(access.edge);
      if (there) there.push({ destination, access });
      else arrivals.set(access.edge, [{ destination, access }]);
    }
  });
  return arrivals;
}
var searches = /* @__PURE__ */ new WeakMap();
function searchBackwards(costs, arrivals, limitMs, withNext = false) {
  const search = searches.get(costs) ?? new LabelSearch(costs);
  searches.set(costs, search);
  search.run(limitMs, (offer) => {
    for (const there of arrivals.values()) {
      for (const { destination, access } of there) eachEntry(costs, access, (node, ms, mm) => {
        offer(node, ms, destination, mm);
      });
    }
  }, withNext);
  return search;
}
function readOff2(costs, nodes, onEdge, access, origin, limitMs, result, first) {
  const offer = (ms, destination, mm, node) => {
    const oldMs = result.ms[origin];
    if (ms > limitMs || ms > oldMs) return;
    if (ms === oldMs && (destination > result.destination[origin] || destination === result.destination[origin] && mm >= result.mm[origin])) return;
    result.ms[origin] = ms;
    result.destination[origin] = destination;
    result.mm[origin] = mm;
    if (first !== void 0) first[origin] = node;
  };
  eachExit(costs, access, (node, ms, mm) => {
    const nodeMs = nodes.msOf(node);
    if (nodeMs !== UNREACHED) offer(ms + nodeMs, nodes.destinationOf(node), mm + nodes.mmOf(node), node);
  });
  for (const { destination, access: there } of onEdge) eachDirect(costs, access, there, (ms, mm) => {
    offer(ms, destination, mm, UNREACHED);
  });
}

// src/travel/nearest-of-each.ts
function sweepToOrigins(sweep, origins, questions) {
  const { hierarchy } = sweep, beside = listOriginsBeside(questions, origins);
  const answers = sweep.answer(listExits(hierarchy, origins), questions.map((question) => listEntries(hierarchy, question)));
  questions.forEach(({ destinations, limitMs }, q) => {
    destinations.forEach((accesses, destination) => {
      for (const there of accesses) {
        for (const { origin, access } of beside.get(there.edge) ?? []) eachDirect(hierarchy.costs, access, there, (ms, mm) => {
          if (ms <= limitMs) improve3(answers[q], origin, ms, destination, mm);
        });
      }
    });
  });
  return answers;
}
function improve3(answer, origin, ms, destination, mm) {
  const oldMs = answer.ms[origin], oldDestination = answer.destination[origin];
  if (ms > oldMs || ms === oldMs && (destination > oldDestination || destination === oldDestination && mm >= answer.mm[origin])) return;
  answer.ms[origin] = ms;
  answer.destination[origin] = destination;
  answer.mm[origin] = mm;
}
function listEntries({ costs, elimination }, { destinations, limitMs }) {
  if (!(limitMs < UNREACHED)) throw new RangeError(`limitMs is ${limitMs}, expected less than ${UNREACHED}`);
  const rank = [], legMs = [], destination = [], legMm = [];
  let number = 0;
  const add = (node, ms, mm) => {
    if (ms > limitMs) return;
    rank.push(elimination.rank[node]);
    legMs.push(ms);
    destination.push(number);
    legMm.push(mm);
  };
  for (const accesses of destinations) {
    for (const access of accesses) eachEntry(costs, access, add);
    number++;
  }
  return { limitMs, rank, ms: legMs, destination, mm: legMm };
}
function listExits({ costs, elimination }, origins) {
  const first = new Uint32Array(origins.length + 1), most = 2 * origins.reduce((sum2, accesses) => sum2 + accesses.length, 0);
  const exits = { rank: new Uint32Array(most), ms: new Uint32Array(most), mm: new Float64Array(most) };
  let count = 0;
  const add = (node, ms, mm) => {
    exits.rank[count] = elimination.rank[node];
    exits.ms[count] = Math.min(ms, UNREACHED);
    exits.mm[count++] = mm;
  };
  origins.forEach((accesses, o) => {
    for (const access of accesses) eachExit(costs, access, add);
    first[o + 1] = count;
  });
  return { first, rank: exits.rank.subarray(0, count), ms: exits.ms.subarray(0, count), mm: exits.mm.subarray(0, count) };
}
function listOriginsBeside(questions, origins) {
  const beside = /* @__PURE__ */ new Map();
  for (const { destinations } of questions) for (const accesses of destinations) for (const { edge } of accesses) beside.set(edge, []);
  origins.forEach((accesses, origin) => {
    for (const access of accesses) beside.get(access.edge)?.push({ origin, access });
  });
  return beside;
}

// tests/support/networks.ts
function startOf(edge) {
  return { edge, legMs: 0, legMm: 0, fromMs: 0, toMs: 0, fromMm: 0, toMm: 0 };
}

// tests/support/random.ts
function seeded(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

// bench/seeded-town.ts
import { closeSync as closeSync3, mkdirSync, openSync as openSync3, writeFileSync, writeSync } from "node:fs";
import { join as join3 } from "node:path";

// src/inputs/checklist.ts
import { existsSync as existsSync3, readdirSync as readdirSync2 } from "node:fs";
import { basename as basename2, join as join2 } from "node:path";
import { fileURLToPath as fileURLToPath3 } from "node:url";
import { z as z4 } from "zod";

// src/inputs/capacity-rules.ts
import { z as z3 } from "zod";
var NEEDY = ["population", "elderly", "children", "households"];
var CAPACITY_UNITS = ["squareMetres", "seats", "beds", "places", "classes"];
var positive = z3.number("expected a number above 0").positive("expected a number above 0").max(1e6, "expected at most 1000000");
var capacitySchema = z3.record(z3.string(), z3.strictObject({
  of: z3.enum(NEEDY).optional(),
  perThousand: positive.optional(),
  unit: z3.enum(CAPACITY_UNITS).optional(),
  minimumRatio: positive.default(1),
  status: z3.enum(["seen", "memory", "proposed"], "expected seen, memory or proposed").default("proposed")
}, "expected {of: ..., perThousand: ..., minimumRatio: ...}"), "expected {service: {of: ..., perThousand: ...}}");

// src/inputs/osm-settlements.ts
import isInPolygon2 from "@turf/boolean-point-in-polygon";
var PLACES = /* @__PURE__ */ new Map([
  ["town", "urban"],
  ["suburb", "urban"],
  ["quarter", "urban"],
  ["neighbourhood", "urban"],
  ["village", "rural"],
  ["hamlet", "rural"],
  ["isolated_dwelling", "rural"],
  ["farm", "rural"]
]);
var RANKS = [...PLACES.keys()];

// src/inputs/settlements.ts
var KINDS = ["urban", "rural"];

// src/inputs/checklist.ts
var DATA = fileURLToPath3(new URL("../../data", import.meta.url));
var DIMENSIONS = ["\u5B9C\u5C45", "\u5B9C\u4E1A", "\u5B9C\u6E38", "\u5B9C\u5B66", "\u5B9C\u517B"];
var text3 = z4.string("expected text").min(1, "expected text");
var bilingual = z4.strictObject({ zh: text3, en: text3 }, "expected {zh: ..., en: ...}");
var typeId2 = z4.string("expected a type id").regex(/^[a-z][a-z0-9_]*$/, "expected small letters, digits and _");
var status = z4.enum(["seen", "memory", "proposed"], "expected seen, memory or proposed");
var positive2 = z4.number("expected a number above 0").positive("expected a number above 0");
var kinds = z4.array(z4.enum(KINDS)).min(1, "expected urban, rural or both");
var profile = z4.enum(["adult", "elderly"]);
var group = z4.enum(["population", "elderly", "children"]);
var serviceSchema = z4.strictObject({
  id: typeId2,
  name: bilingual,
  task: z4.int("expected 1 to 12").min(1, "expected 1 to 12").max(12, "expected 1 to 12"),
  dimensions: z4.array(z4.enum(DIMENSIONS)).min(1, "expected at least one"),
  class: z4.enum(["basic", "quality"]),
  classStatus: status,
  limitMinutes: positive2.max(600, "expected at most 600").nullable(),
  limitMetres: positive2.nullable(),
  radiusMetres: positive2.nullable(),
  mode: z4.enum(["walk", "walk+bus"]),
  profile,
  satisfiedBy: z4.array(typeId2),
  hosts: z4.array(z4.strictObject({ type: typeId2, when: bilingual })),
  capacity: z4.strictObject({
    minimum: positive2.nullable(),
    unit: z4.enum(CAPACITY_UNITS),
    perThousand: positive2.nullable(),
    of: z4.enum(NEEDY).nullable(),
    status,
    note: bilingual.nullable(),
    minimumRatio: positive2.optional()
  }).refine(({ minimumRatio, perThousand, of }) => minimumRatio === void 0 || perThousand !== null && of !== null, { error: "Give perThousand and of beside it", path: ["minimumRatio"] }).nullable(),
  valueStatus: status,
  source: text3
}).refine((s) => s.limitMinutes !== null || s.limitMetres !== null, { error: "needs limitMinutes, limitMetres or both", path: ["limitMinutes"] });
var checklistSchema = z4.strictObject({
  id: text3,
  version: text3,
  name: bilingual,
  note: bilingual,
  maxAgeMonths: z4.int("expected whole months above 0").positive("expected whole months above 0").nullable().default(null),
  tables: z4.array(z4.strictObject({ id: typeId2, name: bilingual, kinds, services: z4.array(serviceSchema).min(1, "expected at least one service") })).min(1, "expected at least one table"),
  notMeasured: z4.array(z4.strictObject({ id: typeId2, name: bilingual, reason: bilingual }))
}, "expected a map with id, version, name, note, tables and notMeasured");
var target = z4.strictObject({ share: positive2.max(1, "expected a share up to 1"), year: z4.int(), status }).nullable();
var indicatorHead = { name: bilingual, target, nameStatus: status, definitionStatus: status, note: bilingual };
var indicatorsSchema = z4.strictObject({
  indicators: z4.array(z4.discriminatedUnion("kind", [
    z4.strictObject({ kind: z4.literal("reach"), ...indicatorHead, groups: z4.array(z4.array(typeId2).min(1)).min(1), limitMinutes: positive2, profile, kinds, minimumSquareMetres: positive2.nullable() }),
    z4.strictObject({ kind: z4.literal("stop"), ...indicatorHead, limitMinutes: positive2, tripsPerDay: positive2, kinds }),
    z4.strictObject({ kind: z4.literal("supply"), ...indicatorHead, types: z4.array(typeId2).min(1), per: group, times: positive2, unit: bilingual })
  ]))
});
function builtInChecklists() {
  return readdirSync2(join2(DATA, "checklists")).filter((f) => f.endsWith(".yaml")).map((f) => basename2(f, ".yaml")).sort();
}
function builtIn(id, where) {
  const path = join2(DATA, "checklists", `${id}.yaml`);
  if (!/^[\w-]+$/.test(id) || !existsSync3(path)) {
    throw new InputError({ code: "unknown-checklist", where, what: `there is no built-in checklist "${id}"`, fix: `${suggest(id, builtInChecklists())}, or name a .yaml file` });
  }
  return { name: `${id}.yaml`, path };
}
function readChecklist(file, findings) {
  const yaml = readYaml(file, checklistSchema, findings);
  if (yaml === null || !checkReferences(yaml.value, yaml.place, findings)) return null;
  return { checklist: yaml.value, file, sha256: yaml.sha256 };
}
function checkReferences({ tables, notMeasured }, place2, findings) {
  let isSound = true;
  const fault = (code, path, what, fix) => {
    isSound = false;
    findings.fault(code, place2(path), what, fix);
  };
  const known = /* @__PURE__ */ new Set([...tables.flatMap((t) => t.services.map((s) => s.id)), ...notMeasured.map((n) => n.id)]);
  const tableOfKind = /* @__PURE__ */ new Map();
  tables.forEach((table, t) => {
    for (const kind of table.kinds) {
      const other = tableOfKind.get(kind);
      if (other !== void 0) fault("table-kinds", ["tables", t, "kinds"], `settlements of kind ${kind} are in the tables ${other} and ${table.id}`, "Leave the kind in one of them");
      tableOfKind.set(kind, table.id);
    }
    const seen = /* @__PURE__ */ new Set();
    table.services.forEach((service, s) => {
      const at = ["tables", t, "services", s];
      if (seen.has(service.id)) fault("duplicate-service", [...at, "id"], `the service "${service.id}" is twice in the table ${table.id}`, "Remove one");
      seen.add(service.id);
      const references = [...service.satisfiedBy.map((type, i) => ({ type, path: ["satisfiedBy", i] })), ...service.hosts.map(({ type }, i) => ({ type, path: ["hosts", i, "type"] }))];
      for (const { type, path } of references) {
        if (type === service.id) fault("unknown-reference", [...at, ...path], `"${service.id}" refers to itself`, "Remove it");
        else if (!known.has(type)) fault("unknown-reference", [...at, ...path], `"${type}" is no service of this checklist`, suggest(type, [...known]));
      }
    });
  });
  if (new Set(tables.map((t) => t.id)).size < tables.length) fault("duplicate-table", ["tables"], "two tables have the same id", "Rename one");
  for (const kind of KINDS) {
    if (!tableOfKind.has(kind)) fault("table-kinds", ["tables"], `no table is for settlements of kind ${kind}`, `Add ${kind} to the "kinds" of a table`);
  }
  return isSound;
}

// bench/seeded-town.ts
var SHAPE_POINTS = 3;
var BLOCK_DEGREES = 1e-3;
function writeTown(folder2, { vertices, settlements, facilitiesPerType }) {
  mkdirSync(folder2, { recursive: true });
  const side = Math.round(Math.sqrt(vertices / (1 + 2 * SHAPE_POINTS))), random = seeded(vertices);
  const origin = { lon: 121.3, lat: 31.4 };
  const junction = (x, y) => {
    const jitter = seeded(1 + y * side + x);
    return [origin.lon + BLOCK_DEGREES * (x + 0.3 * jitter()), origin.lat + BLOCK_DEGREES * (y + 0.3 * jitter())];
  };
  const walk = collection(join3(folder2, "walk.geojson"));
  let written = side * side;
  const street = (a, b, highway) => {
    const line = Array.from({ length: SHAPE_POINTS + 2 }, (_, i) => {
      const t = i / (SHAPE_POINTS + 1), bend = i === 0 || i === SHAPE_POINTS + 1 ? 0 : 0.05 * BLOCK_DEGREES;
      return [degrees(a[0] + t * (b[0] - a[0]) + bend * (random() - 0.5)), degrees(a[1] + t * (b[1] - a[1]) + bend * (random() - 0.5))];
    });
    written += SHAPE_POINTS;
    walk.add({ highway }, { type: "LineString", coordinates: line });
  };
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    if (x + 1 < side && random() > 0.05) street(junction(x, y), junction(x + 1, y), "residential");
    if (y + 1 < side && random() > 0.05) street(junction(x, y), junction(x, y + 1), "footway");
  }
  walk.end();
  const place2 = () => ({ type: "Point", coordinates: [degrees(origin.lon + BLOCK_DEGREES * side * random()), degrees(origin.lat + BLOCK_DEGREES * side * random())] });
  const homes = collection(join3(folder2, "settlements.geojson"));
  for (let i = 0; i < settlements; i++) homes.add({ id: `s${i}`, name: `\u5C45\u6C11\u70B9${i}`, township: `\u9547${i % 18}`, kind: i % 2 ? "rural" : "urban", population: Math.floor(500 * random()) }, place2());
  homes.end();
  const services = readChecklist(builtIn("chongming", "bench"), new Findings())?.checklist.tables.flatMap((t) => t.services.map((s) => s.id)) ?? [];
  const facilities = collection(join3(folder2, "facilities.geojson"));
  for (const type of new Set(services)) for (let i = 0; i < facilitiesPerType; i++) facilities.add({ id: `${type}${i}`, type, name: type }, place2());
  facilities.end();
  writeFileSync(join3(folder2, "lifecircle.yaml"), "layers: {settlements: settlements.geojson, facilities: facilities.geojson, walk: walk.geojson}\n");
  return written;
}
function degrees(value) {
  return Math.round(value * 1e7) / 1e7;
}
function collection(path) {
  const file = openSync3(path, "w");
  let waiting = '{"type":"FeatureCollection","features":[\n', separator = "";
  const flush = () => {
    writeSync(file, waiting);
    waiting = "";
  };
  return {
    add: (properties, geometry) => {
      waiting += `${separator}${JSON.stringify({ type: "Feature", properties, geometry })}`;
      separator = ",\n";
      if (waiting.length > 1 << 20) flush();
    },
    end: () => {
      waiting += "\n]}\n";
      flush();
      closeSync3(file);
    }
  };
}

// bench/support.ts
function arrayBytes(object) {
  return Object.values(object).reduce((sum2, value) => sum2 + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}

// bench/hierarchy.ts
var DATA2 = '/work/shared/data';
var ORIGINS = 5e3;
var ROUNDS = 7;
var folder = mkdtempSync(join4(tmpdir(), "lifecircle-bench-"));
var python = process.env["LIFECIRCLE_PYTHON"] ?? "python3";
var hasScipy = spawnSync(python, ["-c", "import scipy"]).status === 0;
console.log(`Node ${process.version}, ${cpus()[0].model} \xD7 ${cpus().length}${hasScipy ? "" : "; SciPy is not there and left out"}`);
writeTown(folder, { vertices: 17e4, settlements: 1, facilitiesPerType: 1 });
for (const [name, path] of [["Heidelberg", join4(DATA2, "heidelberg/heidelberg.osm.pbf")], ["Porto Alegre", join4(DATA2, "porto-alegre/walk.geojson")], ["seeded grid", join4(folder, "walk.geojson")]]) {
  if (existsSync4(path)) await benchNetwork(name, path);
  else console.log(`
## ${name}: skipped, no shared data`);
}
rmSync(folder, { recursive: true });
async function benchNetwork(name, path) {
  const lines = new WalkLinesBuilder();
  await readWalk({ file: { name, path }, attributes: /* @__PURE__ */ new Map(), crs: DEGREES, isCrsDeclared: false, layer: null, mapping: null }, lines, new Findings());
  const network = buildNetwork(lines.finish(), 0.5, new Findings()), costs = computeWalkCosts(network, { id: "adult", metresPerMinute: 60 });
  const [first, elimination] = timed(() => eliminate(network, Infinity)), [firstCosts] = timed(() => elimination && customise(elimination, costs));
  if (elimination === null) throw new RangeError("gave up");
  const order = rounds(() => eliminate(network, Infinity)), weights = rounds(() => customise(elimination, costs)), hierarchy = customise(elimination, costs);
  console.log(`
## ${name}: ${network.nodeCount} nodes, ${network.edgeCount} edges, ${(elimination.arcHead.length / network.nodeCount).toFixed(1)} arcs a node`);
  console.log(`order ${order} ms, the first time ${first.toFixed(0)}; costs of one group ${weights} ms, the first time ${firstCosts.toFixed(0)}; order ${(arrayBytes(elimination) / network.nodeCount).toFixed(0)} and costs ${(arrayBytes(hierarchy) / network.nodeCount).toFixed(0)} bytes a node, in WebAssembly ${68 + Math.round(20 * elimination.arcHead.length / network.nodeCount)}`);
  console.log("services \xD7 places | limit | sweeps alone | sweeps | sweeps in TypeScript | searches | searches in TypeScript | SciPy | SciPy / sweeps alone | SciPy / sweeps | searches / sweeps | check");
  const sweep = new LabelSweep(hierarchy), plain = new PlainSweep(hierarchy), random = seeded(11), edges = (count) => Array.from({ length: count }, () => Math.floor(network.edgeCount * random()));
  for (const [services, places] of [[20, 50], [48, 50], [57, 500]]) {
    for (const limitMs of [9e5, 36e5]) {
      const from = edges(ORIGINS), to = Array.from({ length: services }, () => edges(places)), origins = from.map((e) => [startOf(e)]);
      const questions = to.map((all) => ({ destinations: all.map((e) => [startOf(e)]), limitMs }));
      const search = () => questions.map(({ destinations }) => findNearest(costs, origins, destinations, limitMs)), answers = search();
      hold(sweepToOrigins(sweep, origins, questions), answers);
      const entries = questions.map((question) => listEntries(hierarchy, question)), nobody = { first: new Uint32Array(1), rank: new Uint32Array(0), ms: new Uint32Array(0), mm: new Float64Array(0) }, alone = rounds(() => sweep.answer(nobody, entries));
      const bySweep = rounds(() => sweepToOrigins(sweep, origins, questions)), bySearch = rounds(search), inTypeScript = rounds(() => sweepToOrigins({ hierarchy, answer: plain.answer.bind(plain) }, origins, questions));
      allowWasm(false);
      const ownCosts = { ...costs }, searchInTypeScript = rounds(() => questions.map(({ destinations }) => findNearest(ownCosts, origins, destinations, limitMs)));
      allowWasm(true);
      const scipy = hasScipy ? askScipy(costs, from, to, limitMs, answers) : null;
      const ratio = (slow, fast) => (parseFloat(slow) / parseFloat(fast)).toFixed(1);
      console.log([`${services} \xD7 ${places}`, `${limitMs / 6e4} min`, alone, bySweep, inTypeScript, bySearch, searchInTypeScript, scipy ?? "none", scipy === null ? "" : ratio(scipy, alone), scipy === null ? "" : ratio(scipy, bySweep), ratio(bySearch, bySweep), answers.reduce((sum2, { ms }) => sum2 + ms.reduce((s, t) => s + (t === UNREACHED ? 0 : t), 0), 0)].join(" | "));
    }
  }
}
function timed(work) {
  const start = process.cpuUsage(), value = work(), { user, system } = process.cpuUsage(start);
  return [(user + system) / 1e3, value];
}
function rounds(work) {
  work();
  work();
  const times = Array.from({ length: ROUNDS }, () => timed(work)[0]).sort((a, b) => a - b);
  return `${times[ROUNDS >> 1].toFixed(1)} (${times[0].toFixed(1)})`;
}
function hold(given, expected) {
  expected.forEach((answer, q) => {
    for (const key of ["ms", "destination", "mm"]) if (given[q][key].some((value, o) => value !== answer[key][o])) throw new Error(`question ${q}: ${key} differ`);
  });
}
function askScipy({ nodeCount, firstArc, arcNode, arcMs, network: { edgeFrom } }, from, to, limitMs, answers) {
  const write = (file, values) => {
    writeFileSync2(join4(folder, file), new Uint8Array(Int32Array.from(values).buffer));
  };
  write("tail", Array.from({ length: nodeCount }, (_, n) => Array(firstArc[n + 1] - firstArc[n]).fill(n)).flat());
  write("head", arcNode);
  write("ms", arcMs);
  to.forEach((all, q) => {
    write(`to${q}`, all.map((e) => edgeFrom[e]));
  });
  write("from", from.map((e) => edgeFrom[e]));
  const said = execFileSync(python, ["-c", `
import time, numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
read = lambda name: np.fromfile('${folder}/' + name, dtype=np.int32)
u, v, w = read('tail'), read('head'), read('ms').astype(float)
o = np.lexsort((w, v, u)); u, v, w = u[o], v[o], w[o]
k = np.r_[True, (u[1:] != u[:-1]) | (v[1:] != v[:-1])]
G = csr_matrix((w[k], (u[k], v[k])), (${nodeCount}, ${nodeCount}))
sources = [np.unique(read('to%d' % q)) for q in range(${to.length})]
times = []
for _ in range(4):
    start = time.process_time()
    found = [dijkstra(G, indices=s, min_only=True, limit=${limitMs}) for s in sources]
    times.append((time.process_time() - start) * 1000)
np.concatenate([np.where(np.isfinite(d), d, 4294967295)[read('from')] for d in found]).astype(np.uint32).tofile('${folder}/found')
times = sorted(times[1:])
print('%.1f (%.1f)' % (times[1], times[0]))`], { encoding: "utf8" }).trim(), bytes = readFileSync(join4(folder, "found")), found = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  answers.forEach(({ ms }, q) => {
    if (ms.some((t, i) => t !== found[q * from.length + i])) throw new Error(`question ${q}: SciPy has other times`);
  });
  return said;
}
