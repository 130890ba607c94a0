/** A checklist as text for a terminal. */
import { printable } from '../core/printable.ts';
import type { Checklist } from '../inputs/checklist.ts';
import { WORDS, type Lang } from './words.ts';

/** Every table with its services; each limit with its status, each service with its source. */
export function renderChecklist({ id, version, name, note, tables, notMeasured }: Checklist, lang: Lang): string {
  const w = WORDS[lang];
  const lines = [`${id} ${version}  ${name[lang]}`, note[lang]];
  for (const table of tables) {
    lines.push('', `## ${table.id}  ${table.name[lang]} (${table.kinds.map((k) => w[k]).join(', ')})`);
    for (const s of table.services) {
      const limits = [...(s.limitMinutes === null ? [] : [`${s.limitMinutes} ${w.minutes}`]), ...(s.limitMetres === null ? [] : [`${s.limitMetres} ${w.metres}`])].join(' / ');
      lines.push('', `${s.id}  ${s.name[lang]}`,
        `  ${limits} ${w[s.mode]}, ${s.profile} [${w[s.valueStatus]}]; ${w[s.class]} [${w[s.classStatus]}]; ${w.task} ${s.task}; ${s.dimensions.join(' ')}`);
      if (s.satisfiedBy.length > 0) lines.push(`  = ${s.satisfiedBy.join(', ')}`);
      for (const { type, when } of s.hosts) lines.push(`  ~ ${type}: ${when[lang]}`);
      if (s.capacity !== null) {
        const { minimum, perThousand, unit, of, status } = s.capacity;
        lines.push(`  # ${[...(minimum === null ? [] : [`>= ${minimum} ${unit}`]), ...(perThousand === null ? [] : [`${perThousand} ${unit} / 1000 ${of ?? ''}`])].join(', ')} [${w[status]}]`);
      }
      lines.push(`  ${s.source}`);
    }
  }
  lines.push('', lang === 'zh' ? '## 不测量的类型' : '## not measured');
  for (const { id: type, name: label, reason } of notMeasured) lines.push(`${type}  ${label[lang]}: ${reason[lang]}`);
  return `${lines.join('\n').split('\n').map(printable).join('\n')}\n`;
}
