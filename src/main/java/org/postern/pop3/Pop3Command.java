package org.postern.pop3;

import org.postern.net.Reply;
import org.postern.store.StoreException;

/** One command with its arguments. */
interface Pop3Command {
    /** Does it and says the answer. */
    Reply execute(Pop3Context context) throws Pop3Exception, StoreException;
}
