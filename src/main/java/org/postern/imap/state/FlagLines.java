package org.postern.imap.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.SystemFlag;

/** FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1) of a selected mailbox. */
public final class FlagLines {
    private FlagLines() {}

    public static List<Untagged> of(SelectedMailbox selected) {
        List<String> known = new ArrayList<>();
        Arrays.stream(SystemFlag.values()).map(SystemFlag::wireName).forEach(known::add);
        known.addAll(selected.view().keywords());
        String all = String.join(" ", known);
        String permanent = selected.isReadOnly() ? "" : permanent(selected);
        return List.of(
                Untagged.line("FLAGS (" + all + ")"),
                Untagged.line("OK [PERMANENTFLAGS (" + permanent + ")] Flags that can be kept"));
    }

    /** Those that the user has the right to change (RFC 4314 5.1.1). */
    private static String permanent(SelectedMailbox selected) {
        Rights rights = selected.rights();
        List<String> flags = new ArrayList<>();
        for (SystemFlag flag : SystemFlag.values()) {
            Right needed = switch (flag) {
                case SEEN -> Right.SEEN;
                case DELETED -> Right.DELETE_MESSAGES;
                case ANSWERED, FLAGGED, DRAFT -> Right.WRITE;
            };
            if (rights.has(needed)) {
                flags.add(flag.wireName());
            }
        }
        if (rights.has(Right.WRITE)) {
            flags.addAll(selected.view().keywords());
            flags.add("\\*");
        }
        return String.join(" ", flags);
    }
}
