package org.postern.config;

import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of accounts beside storage and messages; empty is unlimited.
 *
 * @param folders of a user, INBOX included
 * @param folderMessages messages of one folder
 * @param messageSize of one message
 * @param grace by how much one delivered message may cross the limit
 */
public record AccountRules(
        OptionalLong folders,
        OptionalLong folderMessages,
        ByteSize messageSize,
        Extra grace,
        List<FolderRule> folderRules) {
    public AccountRules {
        folderRules = List.copyOf(folderRules);
    }
}
