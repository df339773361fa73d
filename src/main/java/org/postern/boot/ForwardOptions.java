package org.postern.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.auth.Forwarding;
import org.postern.boot.ControlResponse.Status;

/** What {@code --forward} and {@code --forward-keep} make of the fields of a user. */
final class ForwardOptions {
    private ForwardOptions() {}

    /** Of a new user. */
    static Map<String, String> fields(ControlRequest request) throws OperationException {
        Map<String, String> fields = new LinkedHashMap<>();
        changes(request).forEach((key, value) -> value.ifPresent(text -> fields.put(key, text)));
        return fields;
    }

    /** Of one who is there: an empty value removes the field; {@code --forward none} removes both. */
    static Map<String, Optional<String>> changes(ControlRequest request) throws OperationException {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        Optional<String> targets = request.option(Forwarding.FORWARD);
        if (targets.isPresent() && targets.get().equals("none")) {
            changes.put(Forwarding.FORWARD, Optional.empty());
            changes.put(Forwarding.FORWARD_KEEP, Optional.empty());
            return changes;
        }
        targets.ifPresent(all -> changes.put(Forwarding.FORWARD, Optional.of(all)));
        request.option(Forwarding.FORWARD_KEEP)
                .ifPresent(keep -> changes.put(Forwarding.FORWARD_KEEP, Optional.of(keep)));
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            changes.forEach((key, value) -> fields.put(key, value.orElseThrow()));
            Optional<Forwarding> unused = Forwarding.of(fields);
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, String.valueOf(e.getMessage()));
        }
        return changes;
    }
}
