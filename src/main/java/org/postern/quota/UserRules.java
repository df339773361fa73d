package org.postern.quota;

import java.util.OptionalLong;

/**
 * What holds for a user's account beside the {@link Allowance}; empty is unlimited.
 *
 * @param mailboxes how many there may be, INBOX included
 * @param mailboxMessages messages of one mailbox
 * @param messageOctets of one message
 * @param grace by how much of the allowance one delivered message may cross it, when something is left of it
 */
public record UserRules(
        OptionalLong mailboxes,
        OptionalLong mailboxMessages,
        OptionalLong messageOctets,
        Share grace,
        FolderRules folders) {
    public static final UserRules NONE = new UserRules(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Share.NONE, FolderRules.NONE);
}
