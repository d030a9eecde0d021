export type { Document, DocumentReading } from './document.ts'
export { createReader, type Reader } from './reader.ts'
