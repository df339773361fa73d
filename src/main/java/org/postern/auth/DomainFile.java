package org.postern.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The domain file: {@code example.org quota=50G}, one domain a line, "#" for comments. Noticed, kept and replaced as
 * {@link UserFile} is. A domain that has users need not be in it.
 */
public final class DomainFile {
    private static final Logger LOG = LoggerFactory.getLogger(DomainFile.class);

    private final Path path;
    private final FieldCheck check;
    private final WatchedFile<Domains> file;
    private final Reading reading = new Reading();

    private record Domains(DirectoryLines<String, Domain> lines, FieldValues values) {}

    /** Reads nothing yet; when the file was never there, there are no domains. */
    public DomainFile(Path path, InstantSource clock) {
        this(path, clock, fields -> {});
    }

    /**
     * Reads nothing yet; when the file was never there, there are no domains.
     *
     * @param check of the fields of each line
     */
    public DomainFile(Path path, InstantSource clock, FieldCheck check) {
        this.path = path;
        this.check = check;
        this.file = new WatchedFile<>(path, this::parse, clock);
    }

    /**
     * Looks a domain up.
     *
     * @param name canonical, as {@link MailAddress#domain()} is
     * @throws DirectoryException UNAVAILABLE, FAULTY
     */
    public Optional<Domain> find(String name) throws DirectoryException {
        return file.get().lines().find(name);
    }

    /** Whether a line is about a domain, also one that is wrong. */
    public boolean isKnown(String name) throws DirectoryException {
        return file.get().lines().isKnown(name);
    }

    /** Every domain that has a line, also one that is wrong, in the order of the file. */
    public List<String> names() throws DirectoryException {
        return file.get().lines().names();
    }

    /** All domains, in the order of the file. */
    public List<Domain> all() throws DirectoryException {
        return List.copyOf(file.get().lines().values());
    }

    /** The values that domains have in a field, each once. */
    public Set<String> valuesOf(String field) throws DirectoryException {
        return file.get().values().of(field);
    }

    /** Equals an earlier one as long as the file is the same. */
    public Object edition() throws DirectoryException {
        return file.edition();
    }

    /** What is wrong with lines of the file, as {@code file:line: sentence}. */
    public List<String> problems() throws DirectoryException {
        return file.get().lines().problems();
    }

    /**
     * Adds a domain at the end.
     *
     * @param name canonical, see {@link MailAddress#canonicalDomain}
     * @throws DirectoryException EXISTS, INVALID or UNAVAILABLE
     */
    public void add(String name, Map<String, String> fields) throws DirectoryException {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        fields.forEach((key, value) -> changes.put(key, Optional.of(value)));
        file.edit(lines -> {
            if (DirectoryLines.indexOf(lines, name, reading) >= 0) {
                throw new DirectoryException(DirectoryException.Problem.EXISTS, name + " exists already");
            }
            List<String> changed = new ArrayList<>(lines);
            changed.add(line(name, Fields.with("", changes)));
            return changed;
        });
    }

    /**
     * Sets and removes fields of a domain; the others stay.
     *
     * @param changes an empty value removes the field
     * @throws DirectoryException UNKNOWN, INVALID or UNAVAILABLE
     */
    public void setFields(String name, Map<String, Optional<String>> changes) throws DirectoryException {
        file.edit(lines -> {
            List<String> changed = new ArrayList<>(lines);
            int index = requireIndex(lines, name);
            changed.set(index, line(name, Fields.with(fieldsOf(OctetLines.editable(lines.get(index))), changes)));
            return changed;
        });
    }

    /**
     * Removes a domain.
     *
     * @throws DirectoryException UNKNOWN or UNAVAILABLE
     */
    public void remove(String name) throws DirectoryException {
        file.edit(lines -> {
            requireIndex(lines, name);
            return DirectoryLines.without(lines, name, reading);
        });
    }

    private static String line(String name, String fields) {
        return OctetLines.encode(fields.isEmpty() ? name : name + " " + fields);
    }

    private int requireIndex(List<String> lines, String name) throws DirectoryException {
        int index = DirectoryLines.indexOf(lines, name, reading);
        if (index < 0) {
            throw new DirectoryException(DirectoryException.Problem.UNKNOWN, "there is no domain " + name);
        }
        return index;
    }

    private Domains parse(List<String> lines, Optional<Domains> before) {
        DirectoryLines<String, Domain> read = DirectoryLines.of(path, lines, reading);
        LineProblems.report(
                LOG, read.problems(), before.map(domains -> domains.lines().problems()));
        FieldValues values =
                new FieldValues(read.values().stream().map(Domain::fields).toList());
        return new Domains(read, values);
    }

    private final class Reading implements DirectoryLines.Reading<String, Domain> {
        @Override
        public String name(String line) {
            return MailAddress.canonicalDomain(OctetLines.text(firstWord(line)));
        }

        @Override
        public Domain value(String line) {
            Map<String, String> fields = Fields.parse(fieldsOf(OctetLines.text(line)));
            UserFields.checkDomain(fields);
            check.check(fields);
            return new Domain(name(line), fields);
        }
    }

    private static String firstWord(String line) {
        String trimmed = line.strip();
        return trimmed.substring(0, trimmed.length() - fieldsOf(line).length()).strip();
    }

    /** All after the first word. */
    private static String fieldsOf(String text) {
        String trimmed = text.strip();
        int end = 0;
        while (end < trimmed.length() && trimmed.charAt(end) != ' ' && trimmed.charAt(end) != '\t') {
            end++;
        }
        return trimmed.substring(end).strip();
    }
}
