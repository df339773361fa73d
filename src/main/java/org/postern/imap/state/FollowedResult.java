package org.postern.imap.state;

import org.postern.imap.response.UntaggedSeries;

/** The result of a search that the client keeps and is told the changes of (RFC 5267 4.3). */
public interface FollowedResult {
    /** Of the command that searched. */
    String tag();

    /** What to tell before these EXPUNGE, while the client still counts what goes. */
    UntaggedSeries before(Updates updates);

    /** What to tell after EXISTS and FETCH, about these messages, which are new or have changed. */
    UntaggedSeries after(Updates updates);
}
