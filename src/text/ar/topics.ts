import type { TopicsText } from '../topics-text.ts'
import { isolated } from './grammar.ts'

const list = new Intl.ListFormat('ar', { type: 'conjunction' })

export const topics: TopicsText = {
  title: 'المواضيع والأماكن',
  lead: name => `ما يمكنك أن تطلبه من خدمة ${isolated(name)} بدلًا من كل التنبيهات. لكل منها صفحة للاشتراك.`,
  topics: 'المواضيع',
  places: 'الأماكن',
  none: 'لا يوجد ما يُختار منه: كل تنبيه يصل إلى كل من اشترك.',
  link: 'موضوع واحد أو مكان واحد فقط؟ اشترك فيه وحده',
  asked: names =>
    `تشترك بهذا في ${list.format(names.map(isolated))}، وفي التنبيهات القليلة الموجهة إلى الجميع.`,
  ofAlert: 'المواضيع',
  page: {
    title: ({ topic, name }) => `${isolated(topic)}: الأخبار بالبريد من ${isolated(name)}`,
    often: 'كم مرة',
    howOften: often => `مع ما يُرسل إلى الجميع: ${often}.`,
    form: topic =>
      `من يشترك هنا تصله التنبيهات عن ${isolated(topic)}، والتنبيهات القليلة الموجهة إلى الجميع. ويمكن تغيير ذلك في أي وقت برابط في كل رسالة.`,
    latest: 'أحدث تنبيه، كما وصل بالبريد',
    nothingYet: 'لم يتناول أي تنبيه هذا خلال آخر 60 يومًا. سيظهر التنبيه التالي هنا.',
    others: 'مواضيع وأماكن أخرى',
    all: 'كل المواضيع والأماكن',
    everything: 'كل التنبيهات، أيًا كان موضوعها',
  },
  retired: topic => ({
    title: `لم يعد الاشتراك في ${isolated(topic)} متاحًا`,
    paragraphs: ['من طلبه من قبل يستمر في تلقيه. أما الاشتراك الجديد فيه وحده فلم يعد ممكنًا.'],
  }),
}
