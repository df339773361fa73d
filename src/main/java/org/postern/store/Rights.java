package org.postern.store;

import java.util.EnumSet;
import java.util.Set;

/** An immutable set of rights. */
public record Rights(Set<Right> all) {
    public static final Rights NONE = new Rights(Set.of());
    public static final Rights ALL = new Rights(EnumSet.allOf(Right.class));

    public Rights {
        all = Set.copyOf(all);
    }

    public static Rights of(Right... rights) {
        return new Rights(Set.of(rights));
    }

    public boolean has(Right right) {
        return all.contains(right);
    }

    public boolean hasAny(Rights some) {
        return some.all.stream().anyMatch(all::contains);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Rights plus(Rights more) {
        EnumSet<Right> sum = EnumSet.noneOf(Right.class);
        sum.addAll(all);
        sum.addAll(more.all);
        return new Rights(sum);
    }

    public Rights minus(Rights less) {
        EnumSet<Right> rest = EnumSet.noneOf(Right.class);
        rest.addAll(all);
        rest.removeAll(less.all);
        return new Rights(rest);
    }

    /** The letters, in the order of the enum. */
    public String letters() {
        StringBuilder letters = new StringBuilder();
        for (Right right : Right.values()) {
            if (has(right)) {
                letters.append(right.letter());
            }
        }
        return letters.toString();
    }

    @Override
    public String toString() {
        return letters();
    }
}
