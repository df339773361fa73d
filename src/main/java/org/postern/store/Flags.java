package org.postern.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of system flags and keywords. Keywords compare without regard to ASCII case and keep the spelling
 * they came with first (RFC 9051 2.3.2); they are kept sorted.
 */
public final class Flags {
    public static final Flags NONE = new Flags(0, List.of());
    /** Longest keyword, in octets. */
    public static final int MAX_KEYWORD = 64;

    private final int bits;
    private final List<String> keywords;
    /** Of {@link #toString}; a value like any other, so it does not matter which thread sees whose. */
    private @Nullable String text;

    private Flags(int bits, List<String> keywords) {
        this.bits = bits;
        this.keywords = keywords;
    }

    public static Flags of(SystemFlag... flags) {
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= bit(flag);
        }
        return bits == 0 ? NONE : new Flags(bits, List.of());
    }

    public static Flags of(Set<SystemFlag> flags, Collection<String> keywords) {
        TreeMap<String, String> sorted = new TreeMap<>();
        keywords.forEach(k -> sorted.putIfAbsent(fold(k), k));
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= bit(flag);
        }
        return new Flags(bits, List.copyOf(sorted.values()));
    }

    public boolean has(SystemFlag flag) {
        return (bits & bit(flag)) != 0;
    }

    public boolean hasKeyword(String keyword) {
        if (keywords.isEmpty()) {
            return false;
        }
        String folded = fold(keyword);
        for (String k : keywords) {
            if (fold(k).equals(folded)) {
                return true;
            }
        }
        return false;
    }

    public Set<SystemFlag> system() {
        EnumSet<SystemFlag> set = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            if (has(flag)) {
                set.add(flag);
            }
        }
        return set;
    }

    /** Sorted, without duplicates, immutable. */
    public List<String> keywords() {
        return keywords;
    }

    public boolean isEmpty() {
        return bits == 0 && keywords.isEmpty();
    }

    public Flags plus(Flags more) {
        if (more.keywords.isEmpty()) {
            return (bits | more.bits) == bits ? this : new Flags(bits | more.bits, keywords);
        }
        List<String> all = new ArrayList<>(keywords);
        all.addAll(more.keywords);
        Flags sum = of(Set.of(), all);
        return new Flags(bits | more.bits, sum.keywords);
    }

    public Flags minus(Flags less) {
        List<String> kept = new ArrayList<>(keywords);
        kept.removeIf(less::hasKeyword);
        return new Flags(bits & ~less.bits, List.copyOf(kept));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flags that
                && bits == that.bits
                && foldedKeywords().equals(that.foldedKeywords());
    }

    @Override
    public int hashCode() {
        return 31 * bits + (keywords.isEmpty() ? 0 : foldedKeywords().hashCode());
    }

    /** As on the wire, without parentheses: {@code \Seen $Forwarded}. */
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = compose();
            text = known;
        }
        return known;
    }

    private String compose() {
        List<String> names = new ArrayList<>();
        system().forEach(f -> names.add(f.wireName()));
        names.addAll(keywords);
        return String.join(" ", names);
    }

    private List<String> foldedKeywords() {
        return keywords.isEmpty()
                ? keywords
                : keywords.stream().map(Flags::fold).toList();
    }

    /** The form in which keywords compare: ASCII letters in lower case, all else as it is. */
    public static String fold(String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            if (isUpper(keyword.charAt(i))) {
                StringBuilder folded = new StringBuilder(keyword);
                for (int k = i; k < keyword.length(); k++) {
                    char c = keyword.charAt(k);
                    folded.setCharAt(k, isUpper(c) ? (char) (c + ('a' - 'A')) : c);
                }
                return folded.toString();
            }
        }
        return keyword;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static int bit(SystemFlag flag) {
        return flag.bit();
    }
}
