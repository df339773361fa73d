/**
 * Ten clients at once on the mailboxes of one account, over the wire, against a whole server in this process: two deliver,
 * five work by IMAP, two fetch and delete by POP3, one idles. Every acknowledgement is written into a {@link
 * org.postern.load.Book}, and when all have gone the store must agree with it.
 */
@NullMarked
package org.postern.load;

import org.jspecify.annotations.NullMarked;
