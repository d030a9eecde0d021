export type { Document, DocumentReading, ReadDocument } from './document.ts'
export { createReader, type Reader } from './reader.ts'
