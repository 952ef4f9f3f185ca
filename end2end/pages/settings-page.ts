import type { Page } from '@playwright/test'
import { visit } from '../fixtures/alive'

/** The administrator's settings of the site. */
export function settingsPage(page: Page) {
  const window = page.getByRole('alertdialog')
  return {
    module: page.getByRole('switch', { name: 'Invite to media' }),
    blocked: page.getByLabel('Blocked domains'),
    early: page.getByLabel('Hosts may open a session early, by minutes'),
    save: page.getByRole('button', { name: 'Save settings' }).first(),
    undo: page.getByRole('button', { name: 'Undo changes' }),
    saved: page.getByText('All changes are saved.'),
    question: window,
    yes: window.getByRole('button', { name: 'Save settings' }),
    alert: page.getByRole('alert'),
    async open() {
      await visit(page, '/admin/settings')
    },
  }
}
