// QueryLanguage turns the text of a query into a tree, and tells what is wrong with its form.
//
// It imports nothing and knows neither columns nor /proc: `select planets` parses as well as
// `select pid`. Text is bytes; every position is an offset into them.
