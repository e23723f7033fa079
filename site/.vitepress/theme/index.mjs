// SPDX-License-Identifier: Apache-2.0
// The default theme, with diagrams. A component that pages use is registered here.
import DefaultTheme from 'vitepress/theme'
import Diagram from './Diagram.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Diagram', Diagram)
  }
}
