package org.postern.store;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Notes about a mailbox, an account or the server: values by the name of their entry (RFC 5464 3.2), which is a path like
 * {@code /shared/comment}, in ASCII and in lower case here, since case does not matter. Immutable, sorted by name.
 */
public final class Annotations {
    public static final Annotations NONE = new Annotations(new TreeMap<>());
    /** Of a mailbox: its special use, which the store sees to itself (RFC 6154 4). It counts against no limit. */
    public static final String SPECIAL_USE = "/private/specialuse";
    /** Longest name of an entry, octets. */
    public static final int LONGEST_NAME = 255;

    private final NavigableMap<String, AnnotationValue> entries;

    private Annotations(NavigableMap<String, AnnotationValue> entries) {
        this.entries = Collections.unmodifiableNavigableMap(entries);
    }

    public static Annotations of(Map<String, AnnotationValue> entries) {
        return new Annotations(new TreeMap<>(entries));
    }

    /** The form in which names compare. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public Optional<AnnotationValue> get(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** All, by name. */
    public SortedMap<String, AnnotationValue> entries() {
        return entries;
    }

    /** Everything below a name, not itself. */
    public SortedMap<String, AnnotationValue> below(String name) {
        return entries.subMap(name + "/", name + "0"); // '0' follows '/'
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * These with some set to other values, or removed where there is none.
     *
     * @throws StoreException TOO_BIG for a value or name that is too long, LIMIT for entries that are too many
     */
    public Annotations with(Map<String, Optional<AnnotationValue>> changes, StoreLimits limits) throws StoreException {
        NavigableMap<String, AnnotationValue> changed = new TreeMap<>(entries);
        for (var change : changes.entrySet()) {
            if (change.getValue().isPresent()) {
                AnnotationValue value = change.getValue().get();
                if (value.size() > limits.annotationOctets() || change.getKey().length() > LONGEST_NAME) {
                    throw new StoreException(Problem.TOO_BIG, "annotation " + change.getKey() + " is too long");
                }
                changed.put(change.getKey(), value);
            } else {
                changed.remove(change.getKey());
            }
        }
        // Removing must stay possible where a limit was lowered.
        if (changed.size() > limits.annotations() && changed.size() > entries.size()) {
            throw new StoreException(Problem.LIMIT, "too many annotations");
        }
        return new Annotations(changed);
    }

    /** These with the special use as its entry says it. */
    public Annotations withUse(Optional<SpecialUse> use) {
        NavigableMap<String, AnnotationValue> changed = new TreeMap<>(entries);
        changed.remove(SPECIAL_USE);
        use.ifPresent(u -> changed.put(SPECIAL_USE, AnnotationValue.of(u.wireName())));
        return new Annotations(changed);
    }

    /**
     * The special use that a new value of {@link #SPECIAL_USE} asks for.
     *
     * @throws StoreException CANNOT when it is unknown, or several: a mailbox has at most one here
     */
    public static Optional<SpecialUse> use(Optional<AnnotationValue> value) throws StoreException {
        String text = value.map(AnnotationValue::text).orElse("").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<SpecialUse> use = SpecialUse.named(text);
        if (use.isEmpty()) {
            throw new StoreException(Problem.CANNOT, "special use is not supported");
        }
        return use;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Annotations that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
