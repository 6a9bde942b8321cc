-- MySQL dump 10.13  Distrib 5.7.42, for Linux (x86_64)
--
-- Host: localhost    Database: courier; it's made up
-- ------------------------------------------------------
/*!40101 SET NAMES utf8 */;

DROP TABLE IF EXISTS `wp_comments`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_comments` (
  `comment_ID` bigint(20) unsigned NOT NULL,
  `comment_post_ID` bigint(20) unsigned NOT NULL,
  `comment_content` text,
  PRIMARY KEY (`comment_ID`)
) ENGINE=InnoDB;
LOCK TABLES `wp_comments` WRITE;
/*!40000 ALTER TABLE `wp_comments` DISABLE KEYS */;
INSERT INTO `wp_comments` VALUES (1,7,'First! It\'s (great); yes');
/*!40000 ALTER TABLE `wp_comments` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `wp_options`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_options` (
  `option_id` bigint(20) unsigned NOT NULL,
  `option_name` varchar(200) NOT NULL DEFAULT '',
  `option_value` longtext,
  `autoload` varchar(200) NOT NULL DEFAULT '',
  PRIMARY KEY (`option_id`)
) ENGINE=InnoDB;
LOCK TABLES `wp_options` WRITE;
/*!40000 ALTER TABLE `wp_options` DISABLE KEYS */;
INSERT INTO `wp_options` VALUES (1,'siteurl','https://courier.example','yes'),(2,'home','https://courier.example','yes'),(3,'blogname','The Quay Courier','yes'),(4,'permalink_structure','/%year%/%monthnum%/%postname%/','yes'),(5,'secret_key','not for readers','no');
/*!40000 ALTER TABLE `wp_options` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `wp_postmeta`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_postmeta` (
  `meta_id` bigint(20) unsigned NOT NULL,
  `post_id` bigint(20) unsigned NOT NULL,
  `meta_key` varchar(255) DEFAULT NULL,
  `meta_value` longtext,
  PRIMARY KEY (`meta_id`)
) ENGINE=InnoDB;
LOCK TABLES `wp_postmeta` WRITE;
/*!40000 ALTER TABLE `wp_postmeta` DISABLE KEYS */;
INSERT INTO `wp_postmeta` VALUES (1,7,'_thumbnail_id','9'),(2,7,'_edit_lock',NULL),(3,9,'_wp_attached_file','ferry.jpg');
/*!40000 ALTER TABLE `wp_postmeta` ENABLE KEYS */;
UNLOCK TABLES;
--
-- Table structure for table `wp_posts`
--

CREATE TABLE `wp_posts` (
  `ID` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `post_author` bigint(20) unsigned NOT NULL DEFAULT 0,
  `post_date` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `post_date_gmt` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `post_content` longtext COLLATE utf8mb4_unicode_ci NOT NULL,
  `post_title` text COLLATE utf8mb4_unicode_ci NOT NULL,
  `post_excerpt` text COLLATE utf8mb4_unicode_ci NOT NULL,
  `post_status` varchar(20) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'publish',
  `post_password` varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `post_name` varchar(200) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `post_parent` bigint(20) unsigned NOT NULL DEFAULT 0,
  `guid` varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `menu_order` int(11) NOT NULL DEFAULT 0,
  `post_type` varchar(20) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'post',
  PRIMARY KEY (`ID`),
  KEY `post_name` (`post_name`(191)),
  KEY `type_status_date` (`post_type`,`post_status`,`post_date`,`ID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `wp_posts` VALUES (2,2,'2014-01-01 08:00:00','2014-01-01 07:00:00','Us.','About','','publish','','about',0,'https://courier.example/?page_id=2',0,'page'),(7,2,'2015-03-02 00:30:00','2015-03-01 23:30:00','[caption id=\"attachment_9\" width=\"300\"]<img src=\"https://courier.example/wp-content/uploads/ferry.jpg\" alt=\"The ferry\" /> The ferry in the morning[/caption]\n\nThe ferry runs again.\nSubscribe to our newsletter was painted on its side.\n\n<blockquote>We waved.</blockquote>\n\nShare\n\n<h2>What it cost</h2>\nNothing, says the <a href=\"/2014/01/council/\">council</a>.','Ferry runs again & everyone waves','After a <em>long</em> winter.','publish','','ferry-runs-again',0,'https://courier.example/?p=7',0,'post'),(8,5,'2015-04-01 10:00:00','0000-00-00 00:00:00','<!-- wp:paragraph -->\n<p>A beginning.</p>\n<!-- /wp:paragraph -->','Not finished','','draft','','',0,'https://courier.example/?p=8',0,'post'),(9,2,'2015-03-01 22:00:00','2015-03-01 21:00:00','','ferry','','inherit','','ferry',7,'http://old.example/up/ferry.jpg',0,'attachment'),(10,2,'2015-03-02 00:31:00','2015-03-01 23:31:00','The ferry','Ferry','','inherit','','7-revision-v1',7,'https://courier.example/?p=10',0,'revision');

DROP TABLE IF EXISTS `wp_term_relationships`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_term_relationships` (
  `object_id` bigint(20) unsigned NOT NULL,
  `term_taxonomy_id` bigint(20) unsigned NOT NULL,
  `term_order` int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (`object_id`,`term_taxonomy_id`)
) ENGINE=InnoDB;
LOCK TABLES `wp_term_relationships` WRITE;
/*!40000 ALTER TABLE `wp_term_relationships` DISABLE KEYS */;
INSERT INTO `wp_term_relationships` VALUES (7,1,0),(7,3,0),(7,4,0),(7,5,0);
/*!40000 ALTER TABLE `wp_term_relationships` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `wp_term_taxonomy`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_term_taxonomy` (
  `term_taxonomy_id` bigint(20) unsigned NOT NULL,
  `term_id` bigint(20) unsigned NOT NULL,
  `taxonomy` varchar(200) NOT NULL DEFAULT '',
  `description` longtext,
  `parent` bigint(20) unsigned NOT NULL,
  `count` bigint(20),
  PRIMARY KEY (`term_taxonomy_id`)
) ENGINE=InnoDB;
LOCK TABLES `wp_term_taxonomy` WRITE;
/*!40000 ALTER TABLE `wp_term_taxonomy` DISABLE KEYS */;
INSERT INTO `wp_term_taxonomy` VALUES (1,1,'category','',0,1),(3,3,'category','',0,1),(4,6,'post_tag','',0,1),(5,7,'category','',3,1);
/*!40000 ALTER TABLE `wp_term_taxonomy` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `wp_terms`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_terms` (
  `term_id` bigint(20) unsigned NOT NULL,
  `name` varchar(200) NOT NULL DEFAULT '',
  `slug` varchar(200) NOT NULL DEFAULT '',
  `term_group` bigint(10),
  PRIMARY KEY (`term_id`)
) ENGINE=InnoDB;
LOCK TABLES `wp_terms` WRITE;
/*!40000 ALTER TABLE `wp_terms` DISABLE KEYS */;
INSERT INTO `wp_terms` VALUES (1,'Uncategorized','uncategorized',0),(3,'Harbour','harbour',0),(6,'Ferries','ferries',0),(7,'Transport','transport',0);
/*!40000 ALTER TABLE `wp_terms` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `wp_users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `wp_users` (
  `ID` bigint(20) unsigned NOT NULL,
  `user_login` varchar(200) NOT NULL DEFAULT '',
  `user_pass` varchar(200) NOT NULL DEFAULT '',
  `user_nicename` varchar(200) NOT NULL DEFAULT '',
  `user_email` varchar(200) NOT NULL DEFAULT '',
  `display_name` varchar(200) NOT NULL DEFAULT '',
  PRIMARY KEY (`ID`)
) ENGINE=InnoDB;
LOCK TABLES `wp_users` WRITE;
/*!40000 ALTER TABLE `wp_users` DISABLE KEYS */;
INSERT INTO `wp_users` VALUES (2,'alind','$P$Bmadeup','ada-lind','ada@courier.example','Ada Lind'),(5,'nobody','$P$Bmadeup','nobody','','nobody');
/*!40000 ALTER TABLE `wp_users` ENABLE KEYS */;
UNLOCK TABLES;
-- Dump completed on 2016-01-01  3:00:01
