export { type RememberedAnswer, type RequestKey, rememberAnswer, rememberedAnswer } from './api-answers.ts'
export {
  createApiToken,
  dropApiToken,
  identifyApiToken,
  listApiTokens,
  type TokenIdentity,
} from './api-tokens.ts'
export { dropEditor, type EditorRow, listEditors } from './editors.ts'
export {
  type AcceptedInvitation,
  acceptInvitation,
  describeInvitation,
  hasEditorEntered,
  type Invitation,
  invitationPath,
  inviteEditor,
} from './invitations.ts'
export { purgeExpired } from './purge-expired.ts'
export { rememberTokens } from './remember-tokens.ts'
export { editorsMigrations } from './schema.ts'
export { type EditorIdentity, editorOfSession, endSession, sessionMs } from './sessions.ts'
