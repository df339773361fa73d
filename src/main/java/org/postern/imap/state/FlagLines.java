package org.postern.imap.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.store.SystemFlag;

/** FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1) of a selected mailbox. */
public final class FlagLines {
    private FlagLines() {}

    public static List<Untagged> of(SelectedMailbox selected) {
        List<String> known = new ArrayList<>();
        Arrays.stream(SystemFlag.values()).map(SystemFlag::wireName).forEach(known::add);
        known.addAll(selected.view().keywords());
        String all = String.join(" ", known);
        String permanent = selected.isReadOnly() ? "" : all + " \\*";
        return List.of(
                Untagged.line("FLAGS (" + all + ")"),
                Untagged.line("OK [PERMANENTFLAGS (" + permanent + ")] Flags that can be kept"));
    }
}
