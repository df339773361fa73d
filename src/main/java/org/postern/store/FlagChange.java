package org.postern.store;

/** What STORE asks for: add, remove or replace flags. */
public record FlagChange(Kind kind, Flags flags) {
    public enum Kind {
        ADD,
        REMOVE,
        REPLACE
    }

    public static FlagChange add(Flags flags) {
        return new FlagChange(Kind.ADD, flags);
    }

    public static FlagChange remove(Flags flags) {
        return new FlagChange(Kind.REMOVE, flags);
    }

    public static FlagChange replace(Flags flags) {
        return new FlagChange(Kind.REPLACE, flags);
    }

    public Flags apply(Flags before) {
        return switch (kind) {
            case ADD -> before.plus(flags);
            case REMOVE -> before.minus(flags);
            case REPLACE -> flags;
        };
    }
}
