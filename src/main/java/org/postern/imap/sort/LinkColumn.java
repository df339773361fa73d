package org.postern.imap.sort;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.postern.mime.BaseSubject;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;
import org.postern.mime.MessageIds;

/**
 * Which ids messages have and refer to (RFC 5256 3), ids being numbers too. The number of a message is where its links begin:
 * how many references there are, twice, and one more if its subject says that it is a reply or forward; its own id, or
 * {@link #NONE}; then the references.
 */
final class LinkColumn extends KeyColumn {
    static final int NONE = -1;

    private final Limits limits;
    private final OctetPool ids;
    private int[] links = new int[256];
    private int used;
    private int mostIds;
    /** Some references were passed over, which will count another time. */
    private boolean incomplete;

    /**
     * How much of what stands in headers is read.
     *
     * @param references of one message that count: the first and the last ones
     * @param ids in all that are remembered besides three for each message there is or comes; further ones that are only referred to are
     *     passed over
     */
    record Limits(int references, int ids) {
        static final Limits DEFAULT = new Limits(100, 100_000);
    }

    /** @param seed what nobody who writes messages can guess */
    LinkColumn(Limits limits, long seed) {
        this.limits = limits;
        this.ids = new OctetPool(seed);
    }

    @Override
    void begin(int messages) {
        super.begin(messages);
        mostIds = (int) Math.min(Integer.MAX_VALUE, limits.ids() + 3L * ((long) size() + messages));
    }

    @Override
    long number(Instant received, HeaderBlock header) {
        Optional<String> own = firstId(header, "Message-ID");
        List<String> references = references(header);
        int start = used;
        used += 2;
        grow(used + references.size());
        links[start + 1] = own.isPresent() ? ids.add(own.get()) : NONE;
        for (String reference : references) {
            int id = ids.size() < mostIds ? ids.add(reference) : ids.find(reference);
            incomplete |= id == NONE;
            if (id != NONE) {
                links[used++] = id;
            }
        }
        links[start] = 2 * (used - start - 2) + (isReplyOrForward(header) ? 1 : 0);
        return start;
    }

    private void grow(int least) {
        if (links.length < least) {
            links = Arrays.copyOf(links, Math.max(least, Math.addExact(links.length, links.length / 2)));
        }
    }

    private static boolean isReplyOrForward(HeaderBlock header) {
        String subject = header.first("Subject").map(HeaderField::text).orElse("");
        return BaseSubject.of(subject).kind() == BaseSubject.Kind.REPLY_OR_FORWARD;
    }

    /** All of References, or the first of In-Reply-To where there is none. */
    private List<String> references(HeaderBlock header) {
        List<String> found = new ArrayList<>();
        Deque<String> last = new ArrayDeque<>();
        for (HeaderField field : header.all("References")) {
            MessageIds in = new MessageIds(field.raw());
            for (Optional<String> id = in.next(); id.isPresent(); id = in.next()) {
                if (found.isEmpty()) {
                    found.add(id.get());
                } else {
                    last.addLast(id.get());
                }
                if (last.size() == limits.references()) {
                    last.removeFirst();
                }
            }
        }
        found.addAll(last);
        if (found.isEmpty()) {
            firstId(header, "In-Reply-To").ifPresent(found::add);
        }
        return found;
    }

    private static Optional<String> firstId(HeaderBlock header, String name) {
        return header.first(name).flatMap(field -> new MessageIds(field.raw()).next());
    }

    /** How many different ids there are. */
    int ids() {
        return ids.size();
    }

    /** The id of the message with this number, or {@link #NONE}. */
    int own(long number) {
        return links[(int) number + 1];
    }

    /** How many references it has. */
    int references(long number) {
        return links[(int) number] >> 1;
    }

    /** The id of one of them, 0 for the first. */
    int reference(long number, int index) {
        return links[(int) number + 2 + index];
    }

    boolean isReplyOrForward(long number) {
        return (links[(int) number] & 1) != 0;
    }

    @Override
    boolean isWorthKeeping(int messages) {
        return !incomplete && super.isWorthKeeping(messages);
    }

    @Override
    public long octets() {
        return super.octets() + ids.octets() + (long) Integer.BYTES * links.length;
    }
}
