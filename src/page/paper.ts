/** What the page does before it is printed. */

/** What is folded away on screen is printed: parameters, checklist, definitions, files. */
export function openOnPaper(): void {
  const folded = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => { opened = folded(); for (const details of opened) details.open = true; });
  addEventListener('afterprint', () => { for (const details of opened) details.open = false; });
}
