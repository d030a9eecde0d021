import { domainOf } from './counts.ts'

/** Whether the operator's list has the address's domain, or one that it lies below. Says nothing of whether we know it. */
export function isDisposable(domains: ReadonlySet<string>, address: string): boolean {
  if (domains.size === 0) return false
  const labels = domainOf(address).split('.')
  return labels.some((_, from) => domains.has(labels.slice(from).join('.')))
}
