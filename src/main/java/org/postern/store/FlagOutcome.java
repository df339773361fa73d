package org.postern.store;

/**
 * What a flag change did. {@code changed}: flags differ now; {@code modified}: not touched because of UNCHANGEDSINCE
 * (RFC 7162 3.1.3); {@code gone}: named but expunged. Messages in none of the three already were as asked.
 */
public record FlagOutcome(UidSet changed, UidSet modified, UidSet gone) {}
