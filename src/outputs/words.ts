/** Words of the outputs that people read. */
export type Lang = 'zh' | 'en';

export const WORDS = {
  zh: {
    settlement: '居民点', name: '名称', township: '乡镇', village: '村居', kind: '城乡', tier: '层级', population: '人口',
    service: '缺少的服务', serviceId: '服务代码', task: '任务', dimensions: '五宜', class: '类别', severity: '优先级', status: '状态',
    limitMinutes: '限值（分钟）', limitMetres: '限值（米）', valueStatus: '限值依据', nearestMinutes: '最近（分钟）', nearestMetres: '最近（米）',
    shortfallMinutes: '差距（分钟）', shortfallMetres: '差距（米）', facility: '最近设施', facilityId: '最近设施编号', mode: '方式', lon: '经度', lat: '纬度',
    settlements: '居民点数', required: '必须补', pilot: '试点补', advisory: '按需补', unknown: '未知', covered: '覆盖', gap: '缺口', total: '合计',
    services: '服务', limit: '限值', coverage: '覆盖率', minutes: '分钟', metres: '米', peopleLacking: '缺少的人口', worstDecile: '最差一成（分钟）',
    urban: '城镇', rural: '乡村', core: '核心镇', central: '中心镇', general: '一般镇', basic: '基础保障', quality: '品质提升',
    seen: '见于二手资料', memory: '凭记忆', proposed: '本项目建议', walk: '步行', 'walk+bus': '步行+公交', none: '（未填）',
    indicator: '指标', value: '数值', denominator: '分母', target: '目标', 'residential-land': '居住用地', elderly: '老年人口', children: '儿童',
    walkMinutes: '步行（分钟）', waitMinutes: '候车（分钟）', rideMinutes: '乘车（分钟）', busLines: '公交线路', gainedByBus: '其中靠公交', shortOf: '缺口原因', supplyRatio: '供需比', isFull: '满员', isFar: '超时',
  },
  en: {
    settlement: 'settlement', name: 'name', township: 'township', village: 'village', kind: 'kind', tier: 'tier', population: 'population',
    service: 'service', serviceId: 'service_id', task: 'task', dimensions: 'dimensions', class: 'class', severity: 'severity', status: 'status',
    limitMinutes: 'limit_minutes', limitMetres: 'limit_metres', valueStatus: 'limit_status', nearestMinutes: 'nearest_minutes', nearestMetres: 'nearest_metres',
    shortfallMinutes: 'shortfall_minutes', shortfallMetres: 'shortfall_metres', facility: 'facility', facilityId: 'facility_id', mode: 'mode', lon: 'lon', lat: 'lat',
    settlements: 'settlements', required: 'required', pilot: 'pilot', advisory: 'advisory', unknown: 'unknown', covered: 'covered', gap: 'gap', total: 'total',
    services: 'service', limit: 'limit', coverage: 'coverage', minutes: 'min', metres: 'm', peopleLacking: 'people lacking', worstDecile: 'worst tenth, min',
    urban: 'urban', rural: 'rural', core: 'core', central: 'central', general: 'general', basic: 'basic', quality: 'quality',
    seen: 'seen', memory: 'memory', proposed: 'proposed', walk: 'walk', 'walk+bus': 'walk+bus', none: '(none)',
    indicator: 'indicator', value: 'value', denominator: 'denominator', target: 'target', 'residential-land': 'residential land', elderly: 'elderly', children: 'children',
    walkMinutes: 'walk_minutes', waitMinutes: 'wait_minutes', rideMinutes: 'ride_minutes', busLines: 'bus_lines', gainedByBus: 'only by bus', shortOf: 'short_of', supplyRatio: 'supply_ratio', isFull: 'capacity', isFar: 'time',
  },
} as const satisfies Record<Lang, Record<string, string>>;
