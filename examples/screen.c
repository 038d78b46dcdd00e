/* Screens one name: ./screen lists.aka "Gustavo Petro" */
#include <aka/aka.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    aka_index *index = NULL;
    aka_screener *screener = NULL;
    aka_record *record = NULL;
    aka_error error = {0};
    int failed = 1;
    if (argc != 3) return 2;

    if (aka_index_open(argv[1], 0, &index, &error) != AKA_OK) goto out;
    if (aka_screener_create(index, &screener, &error) != AKA_OK) goto out;
    if (aka_record_create(&record, &error) != AKA_OK) goto out;
    if (aka_record_set_schema(record, "Person", &error) != AKA_OK) goto out;
    if (aka_record_add(record, "name", argv[2], &error) != AKA_OK) goto out;
    if (aka_screener_run(screener, record, NULL, &error) != AKA_OK) goto out;
    for (size_t i = 0; i < aka_screener_count(screener); i++) {
        const aka_match *match = aka_screener_match(screener, i);
        printf("%.3f %s %s\n  %s\n", match->score, match->id, match->caption, match->detail);
    }
    failed = 0;
out:
    if (failed) {
        char text[1024];
        aka_error_format(&error, text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
    aka_record_free(record);
    aka_screener_free(screener);
    aka_index_free(index);
    return failed;
}
