package org.postern.retention;

import java.util.List;
import org.postern.store.UserName;

/** Where rules come from; asked at each look. */
@FunctionalInterface
public interface RetentionRules {
    /** In order: of those that match a mailbox the first counts. */
    List<RetentionRule> of(UserName user);
}
