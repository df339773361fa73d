package org.postern.imap.command;

import org.postern.imap.response.Refusal;
import org.postern.store.StoreException;

/** One thing that the text of an APPEND asks to be done. */
@FunctionalInterface
interface AppendStep {
    void run(AppendWork work) throws StoreException, Refusal;
}
