/** What an alert is called by; its stage has the same words. */
export type AlertKind = 'alert' | 'update' | 'correction' | 'retraction'
export type Priority = 'flash' | 'breaking' | 'developing'
