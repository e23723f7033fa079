// SPDX-License-Identifier: Apache-2.0
// The builder's settings: two languages of the same pages, one menu, search without a server.
import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { tokenize } from './search.mjs'

const menu = JSON.parse(readFileSync(new URL('../menu.json', import.meta.url), 'utf8'))
const folder = { en: '', zh: 'zh/' }
const base = process.env.STAGEGRAPH_SITE_BASE ?? '/'
const opened = 3 // so many groups of the menu are open at first

const link = (language, page) => '/' + folder[language] + page.replace(/(^|\/)index$/, '$1')

function sidebar(language) {
  return menu.map((group, number) => ({
    text: group[language],
    collapsed: number >= opened,
    items: group.pages.map((page) => ({
      text: page[language],
      link: link(language, page.page)
    }))
  }))
}

function navigation(language, words) {
  return [
    { text: words.rules, link: link(language, 'rules-author') },
    { text: words.packs, link: link(language, 'packs/index'), activeMatch: '/packs/' },
    {
      text: words.reference,
      activeMatch: '/reference/',
      items: [
        { text: words.language, link: link(language, 'language') },
        { text: 'C', link: link(language, 'reference/c/index') },
        { text: 'C++', link: link(language, 'reference/cpp/index') },
        { text: 'Python', link: link(language, 'reference/python/index') }
      ]
    }
  ]
}

// The anchor that GitHub gives a heading, so that links lead there in both places.
const slugify = (heading) =>
  heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-')

// A picture in Mermaid is drawn by the component Diagram. Its source stays in the page for the
// search, and for browsers without scripts.
function drawDiagrams(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, at, ...rest) => {
    if (tokens[at].info.trim() !== 'mermaid') return fence(tokens, at, ...rest)
    return `<Diagram source="${encodeURIComponent(tokens[at].content)}" />`
  }
}

// Line ends between Chinese characters, and beside Chinese marks, are no spaces.
function joinChinese(md) {
  const mark = /[\u3000-\u303f\uff00-\uffef]/
  md.core.ruler.push('join-chinese', (state) => {
    for (const block of state.tokens) {
      const parts = block.children ?? []
      parts.forEach((part, at) => {
        if (part.type !== 'softbreak') return
        const before = parts[at - 1]?.content ?? ''
        const after = parts[at + 1]?.content ?? ''
        const sides = [before.slice(-1), after.slice(0, 1)]
        const chinese = sides.every((sign) => /\p{Script=Han}/u.test(sign))
        if (chinese || sides.some((sign) => mark.test(sign))) part.hidden = true
      })
    }
  })
  const softbreak = md.renderer.rules.softbreak ?? (() => '\n')
  md.renderer.rules.softbreak = (tokens, at, ...rest) =>
    tokens[at].hidden ? '' : softbreak(tokens, at, ...rest)
}

// The search takes the words of a page, so code needs no colours here, which cost most of the time.
function renderForSearch(source, env, md) {
  const { highlight } = md.options
  md.options.highlight = null
  const html = md.render(source, env)
  md.options.highlight = highlight
  return env.frontmatter?.search === false ? '' : html
}

const chineseSearch = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示摘要',
    resetButtonTitle: '清空',
    backButtonTitle: '关闭',
    noResultsText: '没有找到',
    footer: { selectText: '打开', navigateText: '切换', closeText: '关闭' }
  }
}

// Two braces are text in these documents, never something for the builder to run.
function leaveBraces(md) {
  for (const kind of ['text', 'code_inline']) {
    const render = md.renderer.rules[kind]
    md.renderer.rules[kind] = (...all) => render(...all).replaceAll('{{', '&#123;&#123;')
  }
}

export default defineConfig({
  base,
  srcDir: 'pages',
  outDir: 'html',
  title: 'Stagegraph',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  lastUpdated: false,
  markdown: {
    anchor: { slugify },
    config: (md) => {
      leaveBraces(md)
      drawDiagrams(md)
      joinChinese(md)
    }
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        _render: renderForSearch,
        locales: { zh: { translations: chineseSearch } }
      }
    },
    outline: { level: [2, 3] }
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'A rules engine for customer lifecycles that you embed in your own program',
      themeConfig: {
        nav: navigation('en', {
          rules: 'Write rules',
          packs: 'Rule packs',
          reference: 'Reference',
          language: 'Rule language'
        }),
        sidebar: sidebar('en')
      }
    },
    zh: {
      label: '简体中文',
      lang: 'zh-Hans',
      description: '嵌入自有程序的客户生命周期规则引擎',
      themeConfig: {
        nav: navigation('zh', {
          rules: '编写规则',
          packs: '规则包',
          reference: '参考',
          language: '规则语言'
        }),
        sidebar: sidebar('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳到正文',
        notFound: { title: '没有这一页', quote: '它可能改了名字。请从目录或搜索里找。', linkText: '回到首页', linkLabel: '回到首页' }
      }
    }
  }
})
