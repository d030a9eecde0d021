import { readAlert } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { amends } from '../limits/decide.ts'

export type Chain = readonly [followsId: number, ...number[]]

/** The followed alert; and, if that is a correction, what it corrects, and so on. */
export async function chainOf(read: Read, followsId: number): Promise<Chain> {
  const chain: [number, ...number[]] = [followsId]
  for (let id = followsId; ; ) {
    const alert = await readAlert(read, id)
    if (!alert || alert.followsId === null || !amends(alert)) return chain
    id = alert.followsId
    chain.push(id)
  }
}
