import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { InvitationType } from '../fixtures/host'

/** The administrator's settings of the site. */
export function settingsPage(page: Page) {
  const window = page.getByRole('alertdialog')
  const find = {
    module: page.getByRole('switch', { name: 'Invite to media' }),
    blocked: page.getByLabel('Blocked domains'),
    early: page.getByLabel('Hosts may open a session early, by minutes'),
    save: page.getByRole('button', { name: 'Save settings' }).first(),
    undo: page.getByRole('button', { name: 'Undo changes' }),
    saved: page.getByText('All changes are saved.'),
    changedMeanwhile: page.getByText('Somebody else has changed the settings.').first(),
    question: window,
    yes: window.getByRole('button', { name: 'Save settings' }),
    alert: page.getByRole('alert'),
  }
  return {
    ...find,
    grant: (kind: string, type: InvitationType) => page.getByRole('checkbox', { name: `${kind} may give ${type}`, exact: true }),
    async open() {
      await visit(page, '/admin/settings')
    },
    /** Saves, and says yes where that is asked. */
    async keep() {
      await find.save.click()
      await expect(find.saved.or(find.yes).first()).toBeVisible()
      if (await find.yes.isVisible()) await find.yes.click()
      await expect(find.saved).toBeVisible()
    },
  }
}
