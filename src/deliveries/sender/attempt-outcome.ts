/** What became of one attempt, as far as the books are concerned. */

export interface Answer {
  code: number
  status: string | null
  text: string
}

export type AttemptOutcome =
  | { kind: 'accepted'; reply: Answer }
  | { kind: 'deferred'; reply: Answer | null; reason: string }
  | { kind: 'refused'; reply: Answer | null; reason: string }
  | { kind: 'uncertain'; reason: string }
  /** It was the connection's fault, not the message's: as if it had never been leased. */
  | { kind: 'untried'; againAt: number; reason: string | null }
