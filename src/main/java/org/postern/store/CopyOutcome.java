package org.postern.store;

/**
 * What COPY or MOVE did (RFC 4315 COPYUID): the n-th UID of {@code source} became the n-th UID of {@code target}, both
 * rising. Named messages that were gone are in neither.
 *
 * @param targetValidity UIDVALIDITY of the target mailbox, 1 to 2^32-1
 */
public record CopyOutcome(long targetValidity, UidSet source, UidSet target) {}
