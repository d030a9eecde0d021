import type { ChoicesText, FateWords } from '../choices-text.ts'
import { momentWriter } from '../time-writer.ts'
import { lastDays, number, spaced } from './grammar.ts'

const moment = momentWriter('zh')

function fate(words: FateWords): string {
  switch (words.kind) {
    case 'got':
      return `已于 ${moment(words)} 发送给您。`
    case 'digested':
      return `已收入 ${moment(words)} 的汇总发送给您。`
    case 'held':
      return words.until === null
        ? '将收入您的下一次汇总。'
        : `将收入 ${moment({ at: words.until, timeZone: words.timeZone })} 的汇总。`
    case 'on-its-way':
      return '正在发送给您。'
    case 'undecided':
      return '您的邮件服务器没有答复是否接收。'
    case 'refused':
      return '您的邮件服务器拒绝接收。'
    case 'suppressed':
      return '未发送：您的邮件服务器此前曾拒收我们的邮件。'
    case 'stopped':
      return '未发送给您：编辑部中止了发送。'
    case 'replaced':
      return '未发送给您：已由更正取代。'
    case 'left':
      return '未发送给您：轮到您时，您已退订。'
    case 'joined-later':
      return '发送于您订阅之前。'
    case 'would-come':
      return '当时未发送给您，但按您现在的设置会发送。'
    case 'follows-another':
      return '它跟进的那条快讯没有发送给您。'
    case 'not-wanted':
      return words.why
  }
}

export const choices: ChoicesText = {
  title: name => spaced`${name}向您发送的内容`,
  lead: '此处的一切由您决定，不选也可以。保存后，从下一条快讯起生效。',
  savedEverything: chosen =>
    `已保存。您仍会收到每一条快讯：只有选择“${chosen}”，您的勾选和关注词才会用来筛选。`,
  saved: '已保存，从下一条快讯起生效。',
  problems: '尚未保存。需要修改的地方已在下方标出，您输入的内容都还在。',
  undo: '撤销',
  moment,
  alert: {
    heading: '关于这条快讯',
    mute: {
      button: '屏蔽此事件',
      hint: '不再发送与此事件有关的快讯；您已收到的快讯如有更正，仍会发送。',
      done: '已屏蔽此事件。仅在您已收到的快讯有更正时才会发送。',
    },
    only: {
      button: '只接收此事件',
      hint: '在您撤销之前，只发送与此事件有关的快讯。',
      done: '现在只发送与此事件有关的快讯，直到您撤销。',
    },
    less: {
      button: topic => `少收“${topic}”`,
      hint: '今后此主题只发送“重大突发”，以及符合您关注词的快讯。',
      done: topic => `已减少“${topic}”：今后只发送“重大突发”，以及符合您关注词的快讯。`,
    },
    undone: '已撤销，一切恢复原状。',
  },
  wants: {
    heading: '我想接收的内容',
    scope: {
      legend: '接收范围',
      all: { label: '全部', hint: '发送的每一条快讯。' },
      chosen: {
        label: '仅限我选择的内容',
        hint: '快讯涉及您勾选的任一主题或地区，或符合您的关注词时，才会发送。',
      },
    },
    topics: {
      legend: '主题',
      places: '地区',
      hint: '选择“仅限我选择的内容”时有效，符合其中一项即可。',
      retired: '编辑部已不再提供此项。在您取消勾选之前会为您保留。',
    },
    often: often => `按以上全部选择：${often}。`,
  },
  watch: {
    legend: '我的关注词',
    hint: '标题或正文中出现这些词的快讯才会发给您。关注词是私密的：编辑部无人能看到它们属于谁。',
    label: position => `关注词 ${number.format(position)}`,
    help: '写法与示例（AND、OR、NOT、NEAR 须用大写字母）',
    examples: [
      { typed: '港口', means: '出现这个词，无论前后是什么字' },
      { typed: '"Boeing 737"', means: '这几个词依次相连' },
      { typed: '港口 火灾', means: '两个词都出现，位置不限' },
      { typed: '罢工 OR 停工', means: '出现其中一个即可；也可写作“罢工，停工”' },
      { typed: '捷豹 NOT 汽车', means: '出现前一个词，且不出现后一个词' },
      { typed: '部长 NEAR 辞职', means: '两个词都出现，相距不超过十个字' },
      { typed: '~Tchaikovsky', means: '外文人名的各种拼法' },
    ],
    tooLong: most => `太长了：最多 ${number.format(most)} 个字符。请拆成两行。`,
    tooMany: most => `最多可保存 ${number.format(most)} 行关注词。请用 OR 合并其中几行。`,
    preview: '看看这些词会带来哪些快讯',
    brought: ({ alerts, stories, days }) =>
      `${lastDays(days)}内：${number.format(alerts)} 条快讯，以及 ${number.format(stories)} 个未发快讯的事件。`,
    broughtNothing: ({ days }) =>
      days === 0 ? '还没有发送过快讯。一有消息就会发送。' : `${lastDays(days)}内没有。一有消息就会发送。`,
    isStory: '未发快讯的事件',
  },
  limits: {
    heading: '数量与时间',
    least: {
      legend: '达到什么程度才值得给我发邮件',
      flash: {
        label: '重大突发',
        hint: often => `仅限最罕见的、人人都会记住的大事。${often}。`,
      },
      breaking: {
        label: '突发',
        hint: often => `“重大突发”，以及刚刚发生的重要新闻。${often}。`,
      },
      developing: {
        label: '持续关注',
        hint: often => `全部，包括刚刚露出端倪的事件。${often}。`,
      },
    },
    dailyMost: {
      label: '任意 24 小时内最多接收的邮件数',
      hint: '“重大突发”一律发送。超出数量的合并为一封汇总。填 0：只收汇总；留空：不限。',
      problem: most => `请输入 0 到 ${number.format(most)} 之间的整数，或留空。`,
    },
    quiet: {
      legend: '免打扰时段',
      from: '从',
      to: '到',
      hint: '其间只发送“重大突发”和更正，其余留待汇总。两栏都留空则不设。',
      problems: {
        'one-missing': '免打扰时段需要起止时间。请两栏都填，或都留空。',
        equal: '开始和结束时间相同。请选择不同的时间，或都留空。',
        'too-long': '请至少留出一小时，以便发送汇总。',
        'no-time': '请按 22:00、07:00 这样的格式输入时间。',
      },
    },
    timeZone: {
      label: '我的时区',
      hint: '免打扰时段和汇总均以此为准，夏令时已计算在内。',
      option: (zone, offset) => `${zone}（UTC${offset}）`,
    },
    digestAt: {
      label: '汇总发送时间',
      hint: '暂缓发送的快讯合为一封邮件；当天没有，就不发送。',
      problem: '请按 18:00 这样的格式输入时间。',
    },
    language: {
      label: '邮件语言',
      hint: '指快讯之外由我们撰写的文字。快讯本身使用编辑部的语言。',
    },
    corrections: '无论此处如何选择，您已收到的快讯如有更正，一定会发送给您。',
    save: '保存',
  },
  pause: {
    heading: '暂停',
    hint: '在此之前不发送任何快讯，但您已收到的快讯如有更正，仍会发送。暂停期间的快讯事后不再补发。',
    now: until => `已暂停，直到 ${until}。`,
    goOn: '立即恢复',
    day: '一天',
    week: '一周',
    month: '一个月',
    date: '或暂停至某日早晨',
    dateButton: '暂停至该日',
    dateProblem: '请选择今天之后、一年以内的日期。',
    done: '已暂停，到期自动恢复。',
    going: '已恢复发送快讯。',
  },
  muted: {
    heading: '我之前的操作',
    hint: '每一项都可以取消。',
    muted: '已屏蔽的事件',
    only: '只接收以下事件',
    less: '少收以下主题',
    unmute: '取消屏蔽',
    notOnly: '不再只接收此事件',
    notLess: '恢复原来的数量',
    nameless: '已不在此处的事件',
  },
  marketing: {
    heading: '快讯以外',
    hint: '这与快讯无关：无论同意与否，快讯照常发送。',
    button: '保存此项选择',
    saved: '您的选择已保存。',
  },
  history: {
    heading: '为什么我收到了这条？为什么没收到那条？',
    hint: '最近十条快讯，以及每一条对您的处理结果。',
    none: '还没有发送过快讯。',
    fate,
    today: '未发送的，按您现在的设置说明原因。',
  },
  yours: {
    heading: '我的数据与退订',
    data: {
      button: '导出或删除我的数据',
      hint: '为确认是您本人，我们会用邮件向您发送链接。打开链接后，您可以下载或删除我们保存的全部内容。',
      done: '含有链接的邮件正在发送。',
    },
    forget: {
      button: '作废所有旧链接',
      hint: '转发过我们的邮件？作废之后，谁都无法再用旧邮件打开此页面，包括您自己；下一封邮件会带来新链接。',
      done: '',
    },
    leave: '退订',
    leaveHint: '如要停止接收全部邮件，请点按我们任何一封邮件末尾的退订链接，点按一次即可。',
  },
  expired: {
    title: '此链接已过期',
    paragraphs: ['此页面的链接有效期为 30 天。我们可以向当初收到这封邮件的地址发送新链接。'],
    button: '给我发送新链接',
    done: '如果该地址仍在接收我们的快讯，含有新链接的邮件正在发送。每小时最多发送一封。',
  },
  unknown: {
    title: '此链接无法打开任何页面',
    paragraphs: ['链接可能不完整，或其所有者已作废所有旧链接。我们最近一封邮件中的链接可以使用。'],
  },
  voided: {
    title: '所有旧链接均已作废',
    paragraphs: [
      '您迄今收到的邮件都无法再打开此页面。其中的退订链接仍然有效，并将一直有效。',
      '下一封邮件会带来新链接。',
    ],
  },
  left: {
    title: '您已退订',
    paragraphs: ['我们不再向您发送快讯，因此没有可供选择的内容。'],
    again: '重新订阅',
  },
  freshMail: ({ who, link, days }) => ({
    subject: '您的接收内容设置链接',
    text: spaced`以下是新的链接，您可在该页面选择${who}向您发送的内容：

${link}

链接在 ${number.format(days)} 天内有效，仅供您本人使用：任何人拿到它，都能更改您接收的内容。

不是您申请的？那是有人点按了我们某封旧邮件中的按钮。您的设置没有任何改动。
`,
  }),
  afterConfirming: {
    sender: sender => `邮件将由 ${sender} 发出。请将其加入通讯录，以免被过滤。`,
    hint: '目前您会收到全部快讯。如果愿意，可以告诉我们您关心什么：主题、关注词、免打扰时段。只需一分钟，每封邮件中也都有该页面的链接。',
    hintChosen:
      '您会收到您所订阅的内容，以及少数发给所有人的快讯。更多主题、关注词、免打扰时段：只需一分钟即可设置，每封邮件中也都有该页面的链接。',
    link: '选择接收内容',
  },
}
