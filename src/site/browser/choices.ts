/**
 * What a script adds to the preference page: what the choices would have brought, while they are made; the browser's time zone
 * for who never chose one; another field for watch words when the last is used. Nothing depends on it.
 */
import { growWatchFields } from './grow-watch-fields.ts'
import { offerTimeZone } from './offer-time-zone.ts'
import { previewChoices } from './preview-choices.ts'

offerTimeZone(document)
growWatchFields(document)
previewChoices(document)
