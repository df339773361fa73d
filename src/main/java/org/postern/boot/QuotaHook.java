package org.postern.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.postern.quota.QuotaListener;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

/** What quotas do, as JSON for a webhook. Thread-safe. */
final class QuotaHook implements QuotaListener {
    /** A full mailbox that many write to is told of once in a while. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** Users who were told of lately; of more, some are told of sooner. */
    private static final int MOST = 10_000;

    private final BiConsumer<String, String> hook;
    private final Clock clock;
    private final Map<UserName, Instant> refusals = new LinkedHashMap<>();

    /**
     * Tells nothing yet.
     *
     * @param hook takes the address an event is about, and the event
     */
    QuotaHook(BiConsumer<String, String> hook, Clock clock) {
        this.hook = hook;
        this.clock = clock;
    }

    @Override
    public void crossed(UserName user, int percent, StorageUse use) {
        tell(user, event("quota-warning", user, use).put("percent", percent));
    }

    @Override
    public void receded(UserName user, int percent, StorageUse use) {
        tell(user, event("quota-receded", user, use).put("percent", percent));
    }

    @Override
    public void relieved(UserName user, StorageUse use) {
        synchronized (refusals) {
            refusals.remove(user);
        }
        tell(user, event("quota-relieved", user, use));
    }

    @Override
    public void refused(UserName user, long octets, StorageUse use) {
        if (isDue(user)) {
            tell(user, event("quota-refused", user, use).put("size", octets));
        }
    }

    private boolean isDue(UserName user) {
        Instant now = clock.instant();
        synchronized (refusals) {
            Instant last = refusals.get(user);
            if (last != null && !now.isBefore(last) && now.isBefore(last.plus(QUIET))) {
                return false;
            }
            refusals.remove(user); // so that it comes last
            refusals.put(user, now);
            if (refusals.size() > MOST) {
                refusals.remove(refusals.keySet().iterator().next());
            }
            return true;
        }
    }

    private ObjectNode event(String name, UserName user, StorageUse use) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("event", name)
                .put("time", clock.instant().toString())
                .put("address", user.address())
                .put("percent", use.percent())
                .put("usage", use.octets());
        put(node, "limit", use.octetLimit());
        node.put("messages", use.messages());
        put(node, "message-limit", use.messageLimit());
        return node;
    }

    private static void put(ObjectNode node, String name, OptionalLong limit) {
        if (limit.isPresent()) {
            node.put(name, limit.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private void tell(UserName user, ObjectNode event) {
        hook.accept(user.address(), event.toString());
    }
}
