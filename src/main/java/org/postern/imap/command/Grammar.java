package org.postern.imap.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that parsers must know: the commands and the tables that extensions add to. Folded once at start from the
 * base and the features, immutable afterwards.
 */
public final class Grammar {
    private final Map<String, CommandSpec> commands;

    private Grammar(Builder builder) {
        this.commands = Map.copyOf(builder.commands);
    }

    /** The command of a name in upper case. */
    public Optional<CommandSpec> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    public Collection<CommandSpec> commands() {
        return commands.values();
    }

    /** Collects what base and features bring. */
    public static final class Builder {
        private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

        /**
         * Adds commands.
         *
         * @throws IllegalArgumentException when two have one name and form
         */
        public Builder commands(Collection<CommandSpec> specs) {
            for (CommandSpec spec : specs) {
                if (commands.putIfAbsent(spec.name().toUpperCase(Locale.ROOT), spec) != null) {
                    throw new IllegalArgumentException("two commands named " + spec.name());
                }
            }
            return this;
        }

        public Grammar build() {
            return new Grammar(this);
        }
    }
}
