package org.postern.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the configuration file into {@link Values}, with line and column for everything it complains about. */
final class TomlSource {
    private final Path file;
    private final Values values;
    private final KeyNames names;
    private final List<Located> located = new ArrayList<>();

    private record Located(TomlPosition position, Runnable report) {}

    TomlSource(Path file, Values values, KeyNames names) {
        this.file = file;
        this.values = values;
        this.names = names;
    }

    void read() {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return;
        }
        TomlParseResult toml = Toml.parse(text.get());
        for (TomlParseError error : toml.errors()) {
            at(error.position(), () -> values.problem(place(error.position()), String.valueOf(error.getMessage())));
        }
        walk(toml, toml, List.of());
        located.sort(Comparator.<Located>comparingInt(l -> l.position().line())
                .thenComparingInt(l -> l.position().column()));
        located.forEach(l -> l.report().run());
    }

    private void walk(TomlTable root, TomlTable table, List<String> parents) {
        for (String name : table.keySet()) {
            List<String> path = new ArrayList<>(parents);
            path.add(name);
            Object value = table.get(List.of(name));
            TomlPosition position = root.inputPositionOf(path);
            if (value != null && position != null) {
                entry(root, path, value, position);
            }
        }
    }

    private void entry(TomlTable root, List<String> path, Object value, TomlPosition position) {
        String name = String.join(".", path);
        Optional<Key<?>> key = names.find(name);
        if (key.isPresent()) {
            at(position, () -> values.put(key.get(), RawValue.fromToml(value), place(position)));
        } else if (!names.isGroup(name)) {
            at(position, () -> values.problem(place(position), names.unknown(name)));
        } else if (value instanceof TomlTable inner) {
            walk(root, inner, path);
        } else {
            at(position, () -> values.problem(place(position), name + " is a table of keys, not a value"));
        }
    }

    private void at(TomlPosition position, Runnable report) {
        located.add(new Located(position, report));
    }

    private String place(TomlPosition position) {
        return file + ":" + position.line() + ":" + position.column();
    }

    private Optional<String> text() {
        try {
            ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            values.problem(file.toString(), "is not UTF-8 text");
        } catch (NoSuchFileException e) {
            values.problem(file.toString(), "no such file");
        } catch (IOException e) {
            values.problem(file.toString(), "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }
}
