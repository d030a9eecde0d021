/** What one answer of a mail server says, as a row of the tables in this folder says it. */
export interface Finding {
  /** `hard`: this address is not to be mailed again; `soft`: another alert may be tried; `ours`: says nothing of it. */
  readonly kind: 'hard' | 'soft' | 'ours'
  /** `relay`: whoever sends: host, login, reputation. `message`: its sender, content, size or signature. */
  readonly about: 'mailbox' | 'domain' | 'relay' | 'message'
  /** In plain words, for the desk; never the server's own, which may hold the address. */
  readonly reason: string
  /** The recipient domain's pace should fall; undefined: as the reply code says. */
  readonly slowDown?: boolean
  /** The text that says so. */
  readonly source: string
}
