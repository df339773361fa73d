package org.postern.sharing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.postern.store.Flags;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.SystemFlag;

/** Which flags rights let somebody change (RFC 4314 2.1): {@code \Seen}, {@code \Deleted}, and all others. */
record FlagRights(Rights rights) {
    static final Set<SystemFlag> SYSTEM = EnumSet.allOf(SystemFlag.class);

    private static final Rights ALL = Rights.of(Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES);

    boolean areAll() {
        return rights.all().containsAll(ALL.all());
    }

    boolean areNone() {
        return !rights.hasAny(ALL);
    }

    /** Those of some flags that may be changed. */
    Flags of(Flags flags) {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : flags.system()) {
            if (rights.has(rightTo(flag))) {
                system.add(flag);
            }
        }
        return Flags.of(system, rights.has(Right.WRITE) ? flags.keywords() : List.of());
    }

    private static Right rightTo(SystemFlag flag) {
        return switch (flag) {
            case SEEN -> Right.SEEN;
            case DELETED -> Right.DELETE_MESSAGES;
            case ANSWERED, FLAGGED, DRAFT -> Right.WRITE;
        };
    }
}
