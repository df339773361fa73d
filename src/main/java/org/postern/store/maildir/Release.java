package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postern.store.MailboxSnapshot;

/**
 * Writes a mailbox's list of UIDs for Dovecot, and for Courier where there is one of it, so that another server goes on
 * with the same UIDs. Runs under the mailbox's lock.
 *
 * <p>What an earlier list said of a message beside its UID stays. Dovecot knows a message by its first name; that is noted
 * where we had to change it.
 */
final class Release {
    private final FolderState state;
    private final Path folder;
    private final Path root;

    /** @param root of the account: where Courier has its list, it has one in every mailbox */
    Release(FolderState state, Path root) {
        this.state = state;
        this.root = root;
        this.folder = state.folder();
    }

    /** Whether what was written last is still true, by the files alone. */
    static boolean isCurrent(Surroundings env, Path folder) throws IOException {
        Optional<ListStamp> there = ListStamp.newest(env.files(), folder).map(ListStamp.Found::stamp);
        return Identity.read(env.small(), folder)
                .filter(i -> i.list()
                        .filter(list -> i.reserved() < list.next()
                                && there.filter(list::isSameFile).isPresent())
                        .isPresent())
                .isPresent();
    }

    ReleasedMailbox write() throws IOException {
        SmallFiles small = state.env().small();
        FileLayer files = state.env().files();
        long validity = state.info().uidValidity();
        long next = state.nextUid();
        Optional<UidList> before =
                UidList.read(small, folder.resolve(UidList.DOVECOT)).filter(list -> list.validity() == validity);
        if (files.stat(root.resolve(UidList.COURIER)).isPresent()) {
            CourierFiles courier = new CourierFiles(state.env(), folder);
            courier.writeKeywords(keywords());
            courier.writePopIds(popIds(knownIds()));
            small.replace(folder.resolve(UidList.COURIER), UidList.courierLines(validity, next, files()));
        }
        small.replace(
                folder.resolve(UidList.DOVECOT),
                UidList.lines(validity, next, header(before), entries(before, knownIds())));
        ListStamp.Found found = ListStamp.newest(files, folder).orElseThrow();
        state.replaceIdentity(
                state.identity().withReserved(next - 1).withList(found.stamp().written(next)));
        return new ReleasedMailbox(
                state.info().name(), validity, next, state.table().size(), octets());
    }

    private List<String> header(Optional<UidList> before) {
        List<String> fields = before.map(UidList::extensions).orElse(List.of());
        String id = state.info().id();
        boolean has = fields.stream().anyMatch(field -> field.charAt(0) == UidList.GUID);
        return has || !id.matches("[0-9a-f]{32}")
                ? fields
                : Stream.concat(Stream.of(UidList.GUID + id), fields.stream()).toList();
    }

    private Map<String, List<String>> keywords() {
        Map<String, List<String>> keywords = new LinkedHashMap<>();
        MailboxSnapshot rows = state.snapshot();
        for (int row = 0; row < rows.size(); row++) {
            if (!rows.flags(row).keywords().isEmpty()) {
                keywords.put(
                        state.file(rows.uid(row)).base(),
                        List.copyOf(rows.flags(row).keywords()));
            }
        }
        return keywords;
    }

    private List<CourierFiles.PopEntry> popIds(Map<Long, String> known) {
        List<CourierFiles.PopEntry> entries = new ArrayList<>();
        MailboxSnapshot rows = state.snapshot();
        for (int row = 0; row < rows.size(); row++) {
            String id = known.getOrDefault(rows.uid(row), "");
            entries.add(new CourierFiles.PopEntry(state.file(rows.uid(row)).name(), rows.octets(row), id));
        }
        return entries;
    }

    private Map<Long, String> knownIds() throws IOException {
        return KnownIds.read(state.env(), folder);
    }

    private Stream<UidList.Entry> files() {
        FileTable table = state.table();
        return IntStream.range(0, table.slots())
                .filter(slot -> table.fileAt(slot) != null)
                .mapToObj(slot -> new UidList.Entry(
                        table.uidAt(slot),
                        List.of(),
                        state.file(table.uidAt(slot)).base()));
    }

    private Stream<UidList.Entry> entries(Optional<UidList> list, Map<Long, String> knownIds) {
        Map<Long, UidList.Entry> before = new HashMap<>();
        list.map(UidList::entries).orElse(List.of()).forEach(entry -> before.put(entry.uid(), entry));
        return files().map(entry -> {
            List<String> fields = new ArrayList<>();
            UidList.Entry was = before.get(entry.uid());
            if (was != null) {
                fields.addAll(was.fields());
                if (was.field(UidList.GUID).isEmpty()
                        && !was.name().equals(entry.name())
                        && was.name().indexOf(' ') < 0) {
                    fields.add(UidList.GUID + was.name());
                }
            }
            String known = knownIds.get(entry.uid());
            if (known != null && fields.stream().noneMatch(f -> f.charAt(0) == UidList.POP3_UIDL)) {
                fields.add(UidList.POP3_UIDL + known);
            }
            return new UidList.Entry(entry.uid(), fields, entry.name());
        });
    }

    private long octets() {
        return files().mapToLong(
                        entry -> MessageFileName.parse(entry.name()).stored().orElse(0))
                .sum();
    }
}
