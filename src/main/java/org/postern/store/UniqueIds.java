package org.postern.store;

/**
 * Ids of text by which the messages of one mailbox are known beside their UIDs, each unique in it for ever. They are what
 * an earlier server gave, or made by the {@link IdFormat} of the account.
 */
@FunctionalInterface
public interface UniqueIds {
    /** The id of a message; printable ASCII without spaces. A message that is gone has one too. */
    String of(long uid);
}
